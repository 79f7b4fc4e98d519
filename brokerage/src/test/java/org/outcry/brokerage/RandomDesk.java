package org.outcry.brokerage;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;

/** Orders of every kind at random, against a market that walks; the same seed does the same. */
final class RandomDesk {
    private static final long BASE = 27_600;

    private final Floor floor;
    private final Random random;
    private final List<Long> orders = new ArrayList<>();
    private long bid = BASE;

    RandomDesk(Floor floor, long seed) {
        this.floor = floor;
        this.random = new Random(seed);
    }

    /** One command, accepted or not. */
    void step() {
        floor.clock.addAndGet(random.nextLong(2 * Floor.SECOND));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> walk();
            case 3 -> place(List.of());
            case 4 -> place(brackets());
            case 5 -> strategy();
            case 6 -> change();
            case 7 -> cancel();
            case 8 -> trade();
            default -> adjust();
        }
    }

    private void walk() {
        bid += random.nextInt(21) - 10;
        floor.moves(bid);
    }

    private long account() {
        return switch (random.nextInt(4)) {
            case 0 -> floor.second;
            case 1 -> floor.foreign;
            default -> floor.account;
        };
    }

    private OrderTerms terms(Side side) {
        int quantity = 1 + random.nextInt(4);
        long away = random.nextInt(16) * (long) side.sign();
        OrderTerms terms = random.nextInt(3) == 0
                ? OrderTerms.stop(quantity, bid + away + 2L * side.sign())
                : OrderTerms.limit(quantity, bid - away);
        return random.nextBoolean() ? terms.withTimeInForce(TimeInForce.GTC) : terms;
    }

    private void place(List<AttachedOrder> attached) {
        Side side = attached.isEmpty() && random.nextBoolean() ? Side.SELL : Side.BUY;
        CommandTag tag = new CommandTag(random.nextInt(3), "c" + random.nextInt(9), random.nextBoolean() ? "t" : "");
        keep(floor.submit(new Command.PlaceOrder(
                account(),
                floor.es,
                side,
                terms(side),
                "",
                "",
                0,
                0,
                0,
                false,
                random.nextBoolean(),
                "text",
                attached,
                tag,
                floor.market(bid))));
    }

    private List<AttachedOrder> brackets() {
        return List.of(
                new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.limit(0, 8), true, "target", ""),
                new AttachedOrder(Relation.BRACKET, 1, Side.SELL, OrderTerms.stop(0, -8), true, "stop", "loss"));
    }

    private void strategy() {
        AtmTemplate template = new AtmTemplate(
                "two",
                TimeInForce.GTC,
                List.of(
                        new AtmBracket(1, 6, 5, StopStrategy.NONE),
                        new AtmBracket(1, 12, 5, new StopStrategy(4, 1, List.of()))));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        keep(floor.submit(new Command.PlaceAtm(
                Command.PlaceOrder.of(account(), floor.es, side, terms(side), floor.market(bid)), template)));
    }

    private void keep(Outcome outcome) {
        if (outcome.id() != 0) {
            orders.add(outcome.id());
            orders.addAll(outcome.ids());
        }
    }

    private void change() {
        if (!orders.isEmpty()) {
            long order = orders.get(random.nextInt(orders.size()));
            floor.submit(new Command.ChangeOrder(
                    order,
                    OrderTerms.limit(1 + random.nextInt(4), bid - random.nextInt(9)),
                    true,
                    "changed",
                    new CommandTag(9, "m", ""),
                    floor.market(bid)));
        }
    }

    private void cancel() {
        if (!orders.isEmpty()) {
            floor.submit(new Command.CancelOrder(orders.get(random.nextInt(orders.size())), floor.market(bid)));
        }
    }

    private void trade() {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        keep(floor.submit(Command.PlaceOrder.of(
                account(), floor.es, side, OrderTerms.market(1 + random.nextInt(3)), floor.market(bid))));
    }

    private void adjust() {
        floor.submit(new Command.AdjustCash(
                account(), 1_000_000L * (random.nextInt(100) - 50), CashChangeType.MANUAL_ADJUSTMENT, "a gift"));
    }

    /** Over the next session break. */
    void nextDay() {
        floor.clock.addAndGet(Floor.DAY);
        floor.moves(bid);
    }
}
