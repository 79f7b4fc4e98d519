package org.outcry.harness.scenario;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.harness.scenario.Scenario.Row;

/** Plays a scenario through one door and compares what the door shows with what the rows say. */
public final class Player {
    private static final long SECOND = 1_000_000_000L;

    /** The ways in. */
    public enum Way {
        ENGINE,
        LEDGER,
        DESK;

        Door open() {
            return switch (this) {
                case ENGINE -> new EngineDoor();
                case LEDGER -> new LedgerDoor();
                case DESK -> new DeskDoor();
            };
        }
    }

    private final Scenario scenario;
    private final Way way;
    private final Door door;
    private long nowNanos = Ground.START_NANOS;
    private long bid = Prices.NONE;
    private long ask = Prices.NONE;
    private long last = Prices.NONE;
    private int lastSize;
    private long volume;
    private Depth bids = Depth.of(10);
    private Depth asks = Depth.of(10);

    private Player(Scenario scenario, Way way) {
        this.scenario = scenario;
        this.way = way;
        this.door = way.open();
    }

    /** Throws {@link AssertionError} at the first row that is not as it says. */
    public static void play(Scenario scenario, Way way) {
        Player player = new Player(scenario, way);
        for (Row row : scenario.rows()) {
            player.pass(SECOND);
            try {
                player.play(row);
            } catch (RuntimeException e) {
                throw new AssertionError(player.at(row), e);
            }
        }
    }

    private String at(Row row) {
        return scenario + " through " + way + ", " + row;
    }

    private void pass(long nanos) {
        nowNanos += nanos;
        door.advance(nanos);
    }

    private void play(Row row) {
        switch (row.word(0)) {
            case "quote" -> quote(row);
            case "trade" -> trade(row);
            case "place" -> answered(row, door.place(row.word(1), request(row)));
            case "change" ->
                answered(
                        row,
                        door.change(
                                row.word(1),
                                named(row, "qty").map(Integer::valueOf),
                                named(row, "limit").map(Ground::ticks),
                                named(row, "stop").map(Ground::ticks)));
            case "cancel" -> answered(row, door.cancel(row.word(1)));
            case "close" ->
                door.close(row.words().size() > 1 ? Optional.of(Integer.valueOf(row.word(1))) : Optional.empty());
            case "flatten" -> door.flatten();
            case "session" -> pass(Ground.SESSION_NANOS);
            case "order" -> order(row, door.order(row.word(1)));
            case "position" -> position(row, door.position());
            case "cash" -> same(row, new BigDecimal(row.word(1)), door.cash());
            default -> throw new IllegalArgumentException("unknown row");
        }
    }

    private void quote(Row row) {
        bid = Ground.ticks(row.word(1));
        ask = Ground.ticks(row.word(2));
        bids = row.words().size() > 3 ? depth(row.word(3)) : Depth.of(10);
        asks = row.words().size() > 4 ? depth(row.word(4)) : Depth.of(10);
        if (last == Prices.NONE) {
            last = bid;
        }
        door.market(snapshot(), Optional.empty());
    }

    private static Depth depth(String sizes) {
        return Depth.of(
                Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray());
    }

    private void trade(Row row) {
        Side aggressor = side(row.word(1));
        last = Ground.ticks(row.word(2));
        lastSize = Integer.parseInt(row.word(3));
        volume += lastSize;
        door.market(snapshot(), Optional.of(new Trade(nowNanos, last, lastSize, aggressor)));
    }

    private MarketSnapshot snapshot() {
        return new MarketSnapshot(
                Ground.CONTRACT.contractId(), nowNanos, nowNanos, bid, ask, last, lastSize, volume, bids, asks);
    }

    private static Side side(String word) {
        return Side.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    private static Door.Request request(Row row) {
        Side side = side(row.word(2));
        int quantity = Integer.parseInt(row.word(3));
        List<String> rest = row.words().subList(5, row.words().size());
        OrderTerms terms = switch (row.word(4)) {
            case "market" -> OrderTerms.market(quantity);
            case "limit" -> OrderTerms.limit(quantity, Ground.ticks(rest.get(0)));
            case "stop" -> OrderTerms.stop(quantity, Ground.ticks(rest.get(0)));
            case "stoplimit" -> trigger(OrderType.STOP_LIMIT, quantity, rest);
            case "mit" -> trigger(OrderType.MIT, quantity, rest);
            case "lit" -> trigger(OrderType.LIMIT_IF_TOUCHED, quantity, rest);
            case "trail" ->
                new OrderTerms(
                        OrderType.TRAILING_STOP,
                        TimeInForce.DAY,
                        quantity,
                        Prices.NONE,
                        Ground.ticks(rest.get(0)),
                        Long.parseLong(rest.get(1)),
                        0,
                        0);
            default -> throw new IllegalArgumentException("unknown order type " + row.word(4));
        };
        String oco = "";
        int target = 0;
        int loss = 0;
        boolean reduceOnly = false;
        for (String word : rest) {
            if (word.startsWith("oco:")) {
                oco = word.substring(4);
            } else if (word.startsWith("target:")) {
                target = Integer.parseInt(word.substring(7));
            } else if (word.startsWith("loss:")) {
                loss = Integer.parseInt(word.substring(5));
            } else if (word.equals("reduceonly")) {
                reduceOnly = true;
            } else if (word.matches("day|gtc|ioc|fok")) {
                terms = terms.withTimeInForce(TimeInForce.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
            }
        }
        return new Door.Request(side, terms, oco, target, loss, reduceOnly);
    }

    private static OrderTerms trigger(OrderType type, int quantity, List<String> prices) {
        return new OrderTerms(
                type,
                TimeInForce.DAY,
                quantity,
                type.hasLimit() ? Ground.ticks(prices.get(1)) : Prices.NONE,
                Ground.ticks(prices.get(0)),
                0,
                0,
                0);
    }

    private static Optional<String> named(Row row, String name) {
        int at = row.words().indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(row.word(at + 1));
    }

    /** The engine's reasons are the engine's and the ledger's words; a desk says them in its own. */
    private void answered(Row row, Door.Answer answer) {
        boolean refused = !row.expected().isEmpty() && row.expected().getFirst().equals("refused");
        boolean asSaid = answer.refusal().isPresent() == refused
                && (!refused
                        || way == Way.DESK
                        || answer.refusal().get().equals(row.expected().get(1)));
        if (!asSaid) {
            throw new AssertionError(at(row) + ", but the answer was " + answer);
        }
    }

    private void order(Row row, Door.OrderFacts order) {
        OrderStatus wanted = OrderStatus.valueOf(row.word(2));
        boolean status = order.status() == wanted
                || (way == Way.DESK && wanted == OrderStatus.EXPIRED && order.status() == OrderStatus.CANCELED);
        if (!status) {
            throw new AssertionError(at(row) + ", but it is " + order);
        }
        row.words().stream().filter(word -> word.contains("/")).findFirst().ifPresent(word -> {
            if (!word.equals(order.filled() + "/" + order.quantity())) {
                throw new AssertionError(at(row) + ", but it is " + order);
            }
        });
        named(row, "@").ifPresent(price -> same(row, new BigDecimal(price), order.average()));
    }

    private void position(Row row, Door.PositionFacts position) {
        if (position.net() != Long.parseLong(row.word(1))) {
            throw new AssertionError(at(row) + ", but it is " + position);
        }
        named(row, "@").ifPresent(price -> same(row, new BigDecimal(price), position.average()));
    }

    private void same(Row row, BigDecimal wanted, BigDecimal seen) {
        if (wanted.compareTo(seen) != 0) {
            throw new AssertionError(at(row) + ", but it is " + seen.toPlainString());
        }
    }
}
