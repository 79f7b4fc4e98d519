package org.outcry.harness.workload;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/**
 * A seeded stream of orders for one contract in the mix exchange-core measures itself with: of every hundred commands 9
 * place a resting limit, 3 an immediate-or-cancel limit, 6 cancel and 82 move a resting order to another price.
 *
 * <p>The market stands still: one bid and one ask of practically unlimited size, {@link #bid()} and {@link #ask()}. All
 * resting orders keep away from it by at least a tick, so that users never meet each other and every engine gives the same
 * fills from the same stream: an engine that matches users against each other holds the two quotes as orders of a market
 * maker, one that fills against a market takes them as that market. Two mixes: {@link Mix#QUIET} never fills, and {@link
 * Mix#FILLS} fills every immediate order and three moves in a hundred commands, which makes six trades in a hundred
 * commands as in exchange-core's own stream.
 *
 * <p>What the engines do with it differs, and a figure should be read with that in mind. Ours gives each order its life
 * cycle (order, command, command report and execution report with ids of one sequence), remembers a durable key for every
 * command, keeps terminal orders until history holds them, charges five kinds of fee, pairs fills first in first out, keeps
 * money exact in micro-dollars, explains each fill by the market it met, and publishes the watch of the contract; it does not
 * match users against each other. exchange-core matches users against each other, checks margin and keeps positions with an
 * average price and one fee, forgets an order when it is done, and spreads the work over three threads. parity-match is a
 * bare book: it matches, and knows no account, no risk, no move (a cancel and a new order) and no immediate order (a new
 * order and a cancel).
 *
 * <p>Prices are ticks, quantities contracts. Immutable, any thread.
 */
public final class OrderStream {
    /** First bytes of the file form. */
    public static final int MAGIC = 0x4f53_3031;

    /** Accounts are numbered from 0 below this. */
    public static final int ACCOUNTS = 1_000;

    /** Orders resting before the measured commands begin, as in exchange-core's single-symbol test. */
    public static final int PREFILL = 1_000;

    private static final int MID_BID = 27_000;
    private static final int SLOTS = 375;
    private static final int MAX_QUANTITY = 10;

    /** Whether orders meet the market. */
    public enum Mix {
        /** No order ever fills: resting orders grow by three in a hundred commands. */
        QUIET,
        /** Every immediate order and three moves in a hundred commands fill; resting orders stay about a thousand. */
        FILLS
    }

    /** What one entry asks for. The number is its code in the file form. */
    public enum Kind {
        /** Place a limit that rests. */
        LIMIT,
        /** Place an immediate-or-cancel limit. */
        IOC,
        /** Cancel a resting order. */
        CANCEL,
        /** Move a resting order to another price. */
        MOVE
    }

    private final Mix mix;
    private final byte[] kinds;
    private final int[] orders;
    private final int[] accounts;
    private final boolean[] buys;
    private final int[] prices;
    private final int[] quantities;
    private int orderCount;
    private int fillCount;

    private OrderStream(Mix mix, int size) {
        this.mix = mix;
        kinds = new byte[size];
        orders = new int[size];
        accounts = new int[size];
        buys = new boolean[size];
        prices = new int[size];
        quantities = new int[size];
    }

    /**
     * Makes {@link #PREFILL} resting limits and then {@code commands} commands of the mix.
     *
     * @param commands how many commands are to be measured, 0 or more
     */
    public static OrderStream generate(Mix mix, long seed, int commands) {
        OrderStream stream = new OrderStream(mix, PREFILL + commands);
        new Author(stream, new SplittableRandom(seed)).write();
        return stream;
    }

    /** All entries, {@link #PREFILL} ones first. */
    public int size() {
        return kinds.length;
    }

    public Mix mix() {
        return mix;
    }

    public Kind kind(int index) {
        return switch (kinds[index]) {
            case 0 -> Kind.LIMIT;
            case 1 -> Kind.IOC;
            case 2 -> Kind.CANCEL;
            default -> Kind.MOVE;
        };
    }

    /** Number of the order meant, from 0: a placing entry introduces the next one. */
    public int order(int index) {
        return orders[index];
    }

    public int account(int index) {
        return accounts[index];
    }

    public boolean buy(int index) {
        return buys[index];
    }

    /** Limit price in ticks after this entry; 0 for a cancel. */
    public int price(int index) {
        return prices[index];
    }

    public int quantity(int index) {
        return quantities[index];
    }

    /** How many orders the entries place. */
    public int orderCount() {
        return orderCount;
    }

    /** How many fills every engine must report. */
    public int fillCount() {
        return fillCount;
    }

    /** Best bid of the standing market. */
    public int bid() {
        return MID_BID;
    }

    /** Best ask of the standing market. */
    public int ask() {
        return MID_BID + 1;
    }

    /** Writes the file form: big-endian; magic, size, prefill, bid, ask, accounts, orders, fills, then 18 bytes an entry. */
    public void writeTo(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        data.writeInt(MAGIC);
        data.writeInt(size());
        data.writeInt(PREFILL);
        data.writeInt(bid());
        data.writeInt(ask());
        data.writeInt(ACCOUNTS);
        data.writeInt(orderCount);
        data.writeInt(fillCount);
        for (int i = 0; i < size(); i++) {
            data.writeByte(kinds[i]);
            data.writeByte(buys[i] ? 1 : 0);
            data.writeInt(orders[i]);
            data.writeInt(accounts[i]);
            data.writeInt(prices[i]);
            data.writeInt(quantities[i]);
        }
        data.flush();
    }

    /** Chooses the entries, keeping the set of resting orders as it goes. */
    private static final class Author {
        private final OrderStream stream;
        private final SplittableRandom random;
        private final int[] resting;
        private int restingCount;
        private final int[] placedAt;
        private int next;

        Author(OrderStream stream, SplittableRandom random) {
            this.stream = stream;
            this.random = random;
            resting = new int[stream.size()];
            placedAt = new int[stream.size()];
        }

        void write() {
            while (next < PREFILL) {
                limit();
            }
            while (next < stream.size()) {
                int draw = random.nextInt(100);
                if (draw < 9 || restingCount == 0) {
                    limit();
                } else if (draw < 12) {
                    immediate();
                } else if (draw < 18) {
                    cancel();
                } else {
                    move(stream.mix == Mix.FILLS && draw < 21);
                }
            }
        }

        private void limit() {
            resting[restingCount++] = place(Kind.LIMIT, false);
        }

        private void immediate() {
            boolean fills = stream.mix == Mix.FILLS;
            place(Kind.IOC, fills);
            if (fills) {
                stream.fillCount++;
            }
        }

        private int place(Kind kind, boolean marketable) {
            boolean buy = random.nextBoolean();
            int order = stream.orderCount++;
            placedAt[order] = next;
            int quantity = 1 + random.nextInt(MAX_QUANTITY);
            add(kind, order, random.nextInt(ACCOUNTS), buy, price(buy, marketable), quantity);
            return order;
        }

        private void cancel() {
            int slot = random.nextInt(restingCount);
            int placed = placedAt[resting[slot]];
            add(Kind.CANCEL, resting[slot], stream.accounts[placed], stream.buys[placed], 0, stream.quantities[placed]);
            drop(slot);
        }

        private void move(boolean marketable) {
            int slot = random.nextInt(restingCount);
            int placed = placedAt[resting[slot]];
            boolean buy = stream.buys[placed];
            add(
                    Kind.MOVE,
                    resting[slot],
                    stream.accounts[placed],
                    buy,
                    price(buy, marketable),
                    stream.quantities[placed]);
            if (marketable) {
                stream.fillCount++;
                drop(slot);
            }
        }

        private void drop(int slot) {
            resting[slot] = resting[--restingCount];
        }

        private int price(boolean buy, boolean marketable) {
            if (marketable) {
                return buy ? stream.ask() : stream.bid();
            }
            int away = 1 + random.nextInt(SLOTS);
            return buy ? stream.bid() - away : stream.ask() + away;
        }

        private void add(Kind kind, int order, int account, boolean buy, int price, int quantity) {
            stream.kinds[next] = (byte) code(kind);
            stream.orders[next] = order;
            stream.accounts[next] = account;
            stream.buys[next] = buy;
            stream.prices[next] = price;
            stream.quantities[next] = quantity;
            next++;
        }

        private static int code(Kind kind) {
            return switch (kind) {
                case LIMIT -> 0;
                case IOC -> 1;
                case CANCEL -> 2;
                case MOVE -> 3;
            };
        }
    }
}
