package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.atm.TrailStep;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/**
 * Scenarios as rows of words that a trader can read. Prices are ticks of ES (one tick is $12.50).
 *
 * <pre>
 * depth    10 10 5                       sizes shown on both sides from the touch outwards
 * quote    100 101 100                   bid, ask, last: a market event
 * trade    100 7 sell                    price, contracts, aggressor: a market event
 * buy      a 2 LIMIT 99                  name, contracts, type, then limit, stop, trail as the type needs them,
 *                                        then any of DAY GTC IOC FOK GTD=seconds oco=group reduce blind
 * sell     s 2 LIMIT 99 target=+10 stop=-5   with bracket legs s.target and s.stop, offsets from the entry
 * buy      e 3 LIMIT 99 atm=2:40:20:be=10+1/1:0:20:trail=20-8@4   with an ATM template; a bracket is quantity, target,
 *                                        stop, then be=trigger+plus and any trail=trigger-distance@frequency; its orders
 *                                        are e.Target1, e.Stop1, e.Stop2, ...
 * close    e                             the ATM instance of that entry
 * strategy e ACTIVE                      its expected state
 * protect  30                            seconds a position may stand without a stop, 0 for ever
 * change   a 3 LIMIT 98                  new terms
 * cancel   a
 * instead  a sell b 1 LIMIT 105          cancels a and places b behind it
 * flatfirst buy a 1 LIMIT 95             cancels and closes everything, then places a
 * swap     sell a 1 LIMIT 95             as flatfirst, when there is a position
 * reverse  r                             turns the position round
 * exits    500 sell x 2 LIMIT 110 partner=90   cancels all, after so many milliseconds places x and its partner, a stop
 * flatten                                cancels and closes everything
 * reduce   1
 * wait     5                             seconds
 * order    a WORKING 1/2                 expected status, filled of quantity
 * terms    a 97 -                        expected limit and stop, - for none
 * position 2 201                         expected net, sum of price times open contracts
 * cash     -25.00                        expected change since the start in dollars, fees included
 * ... ! REASON                           the row before the mark is refused with this reason
 * </pre>
 */
final class Script {
    private final Desk desk;
    private final Map<String, Long> ids = new HashMap<>();
    private final long openingCash;
    private Depth depth = Desk.TEN;
    private long bid = 100;
    private long ask = 101;
    private long last = 100;

    Script(AccountSettings settings) {
        this.desk = new Desk(settings, 100_000_000_000L);
        this.openingCash = 100_000_000_000L;
    }

    static void run(String rows) {
        run(AccountSettings.IMMEDIATE, rows);
    }

    static void run(AccountSettings settings, String rows) {
        Script script = new Script(settings);
        for (String row : rows.lines().toList()) {
            if (!row.isBlank() && !row.strip().startsWith("#")) {
                script.row(row.strip());
            }
        }
    }

    private void row(String row) {
        int mark = row.indexOf('!');
        String action = mark < 0 ? row : row.substring(0, mark).strip();
        Rejection expected = mark < 0
                ? Rejection.NONE
                : Rejection.valueOf(row.substring(mark + 1).strip());
        List<String> words = new ArrayList<>(List.of(action.split("\\s+")));
        Outcome outcome = act(words.removeFirst(), words, row);
        assertEquals(expected, outcome.rejection(), row);
    }

    private Outcome act(String verb, List<String> words, String row) {
        return switch (verb) {
            case "depth" -> {
                depth = Depth.of(words.stream().mapToInt(Integer::parseInt).toArray());
                yield Outcome.DONE;
            }
            case "quote" -> {
                bid = number(words.get(0));
                ask = number(words.get(1));
                last = number(words.get(2));
                tick();
                yield desk.apply(new Command.UpdateMarket(market(), List.of()));
            }
            case "trade" -> {
                last = number(words.get(0));
                tick();
                yield desk.apply(new Command.UpdateMarket(
                        market(),
                        List.of(new org.outcry.engine.value.Trade(
                                desk.sequence,
                                last,
                                Integer.parseInt(words.get(1)),
                                Side.valueOf(words.get(2).toUpperCase(java.util.Locale.ROOT))))));
            }
            case "buy", "sell" -> place(verb, words, place -> place);
            case "instead" -> {
                long leaving = ids.get(words.removeFirst());
                yield place(
                        words.removeFirst(),
                        words,
                        place -> new Command.ClearAndPlace(Clearing.ORDER, leaving, 0, place));
            }
            case "flatfirst" ->
                place(
                        words.removeFirst(),
                        words,
                        place -> new Command.ClearAndPlace(Clearing.POSITION, 0, 5 * Desk.SECOND, place));
            case "swap" ->
                place(
                        words.removeFirst(),
                        words,
                        place -> new Command.ClearAndPlace(Clearing.OPEN_POSITION, 0, 5 * Desk.SECOND, place));
            case "reverse" -> {
                words.addAll(List.of("0", "MARKET"));
                yield place(
                        "buy",
                        words,
                        place -> new Command.ClearAndPlace(Clearing.OPEN_POSITION, 0, 5 * Desk.SECOND, place));
            }
            case "exits" -> {
                long delay = number(words.removeFirst()) * 1_000_000;
                yield place(
                        words.removeFirst(),
                        words,
                        place -> new Command.ClearAndPlace(Clearing.EXITS, 0, delay, place));
            }
            case "change" -> {
                long id = ids.get(words.removeFirst());
                yield desk.apply(new Command.ChangeOrder(id, terms(words), market()));
            }
            case "cancel" -> desk.apply(new Command.CancelOrder(ids.get(words.get(0)), market()));
            case "flatten" ->
                desk.apply(new Command.Flatten(List.of(desk.account), 0, true, true, true, List.of(market())));
            case "reduce" ->
                desk.apply(
                        new Command.ReducePosition(desk.account, Desk.ESZ6, Integer.parseInt(words.get(0)), market()));
            case "close" -> desk.apply(new Command.CloseAtm(ids.get(words.get(0) + ".strategy"), market()));
            case "protect" ->
                desk.apply(new Command.RequireProtection(desk.account, number(words.get(0)) * Desk.SECOND));
            case "strategy" -> {
                long id = ids.get(words.get(0) + ".strategy");
                assertEquals(
                        words.get(1),
                        rows(StateRow.AtmRow.class).stream()
                                .filter(atm -> atm.strategyId() == id)
                                .findFirst()
                                .orElseThrow()
                                .state()
                                .name(),
                        row);
                yield Outcome.DONE;
            }
            case "wait" -> {
                desk.now += number(words.get(0)) * Desk.SECOND;
                yield desk.apply(new Command.AdvanceTime());
            }
            case "order" -> {
                StateRow.OrderRow order = order(words.get(0));
                assertEquals(
                        words.get(1) + " " + words.get(2),
                        order.status() + " " + order.filled() + "/"
                                + order.terms().quantity(),
                        row);
                yield Outcome.DONE;
            }
            case "terms" -> {
                OrderTerms terms = order(words.get(0)).terms();
                assertEquals(
                        words.get(1) + " " + words.get(2),
                        price(terms.limitTicks()) + " " + price(terms.stopTicks()),
                        row);
                yield Outcome.DONE;
            }
            case "position" -> {
                long net = 0;
                long open = 0;
                for (StateRow.PositionRow position : rows(StateRow.PositionRow.class)) {
                    net = position.net();
                    open = position.openTicks();
                }
                assertEquals(words.get(0) + " " + words.get(1), net + " " + open, row);
                yield Outcome.DONE;
            }
            case "cash" -> {
                long change = rows(StateRow.AccountRow.class).getFirst().cashMicros() - openingCash;
                assertEquals(
                        new java.math.BigDecimal(words.get(0)).movePointRight(6).longValueExact(), change, row);
                yield Outcome.DONE;
            }
            default -> throw new AssertionError("no such row: " + row);
        };
    }

    private Outcome place(String verb, List<String> words, Function<Command.PlaceOrder, Command> wrapped) {
        Side side = Side.valueOf(verb.toUpperCase(java.util.Locale.ROOT));
        String name = words.removeFirst();
        String group = option(words, "oco=", "");
        String target = option(words, "target=", "");
        String stop = option(words, "stop=", "");
        String partner = option(words, "partner=", "");
        String atm = option(words, "atm=", "");
        boolean reduce = words.remove("reduce");
        boolean blind = words.remove("blind");
        List<AttachedOrder> attached = new ArrayList<>();
        if (!target.isEmpty()) {
            attached.add(
                    new AttachedOrder(Relation.BRACKET, 1, side.opposite(), OrderTerms.limit(0, number(target)), true));
        }
        if (!stop.isEmpty()) {
            attached.add(
                    new AttachedOrder(Relation.BRACKET, 1, side.opposite(), OrderTerms.stop(0, number(stop)), true));
        }
        if (!partner.isEmpty()) {
            attached.add(new AttachedOrder(Relation.OCO, 0, side, OrderTerms.stop(0, number(partner)), false));
        }
        Command.PlaceOrder entry = new Command.PlaceOrder(
                desk.account,
                Desk.ESZ6,
                side,
                terms(words),
                "",
                group,
                0,
                0,
                0,
                reduce,
                false,
                "",
                attached,
                blind ? MarketSnapshot.UNKNOWN : market());
        Outcome outcome =
                desk.apply(atm.isEmpty() ? wrapped.apply(entry) : withTemplate(wrapped.apply(entry), template(atm)));
        ids.put(name, outcome.id());
        if (!atm.isEmpty()) {
            name(name, outcome);
            return outcome;
        }
        for (int i = 0; i < attached.size() && i < outcome.ids().size(); i++) {
            String role = !partner.isEmpty() ? ".partner" : i == 0 && !target.isEmpty() ? ".target" : ".stop";
            ids.put(name + role, outcome.ids().get(i));
        }
        return outcome;
    }

    private static Command withTemplate(Command placement, AtmTemplate template) {
        return placement instanceof Command.ClearAndPlace clear
                ? new Command.ClearAndPlaceAtm(clear, template)
                : new Command.PlaceAtm((Command.PlaceOrder) placement, template);
    }

    private void name(String entry, Outcome outcome) {
        if (outcome.isAccepted()) {
            long strategyId = outcome.ids().getFirst();
            ids.put(entry + ".strategy", strategyId);
            for (StateRow.OrderRow order : rows(StateRow.OrderRow.class)) {
                if (order.strategyId() == strategyId && order.parentId() != 0) {
                    ids.put(entry + "." + order.text(), order.orderId());
                }
            }
        }
    }

    static AtmTemplate template(String brackets) {
        List<AtmBracket> all = new ArrayList<>();
        for (String bracket : brackets.split("/")) {
            String[] parts = bracket.split(":");
            long trigger = 0;
            long plus = 0;
            List<TrailStep> steps = new ArrayList<>();
            for (int i = 3; i < parts.length; i++) {
                String[] numbers = parts[i].split("[=+@-]");
                if (numbers[0].equals("be")) {
                    trigger = number(numbers[1]);
                    plus = number(numbers[2]);
                } else {
                    steps.add(new TrailStep(number(numbers[1]), number(numbers[2]), number(numbers[3])));
                }
            }
            all.add(new AtmBracket(
                    Integer.parseInt(parts[0]),
                    number(parts[1]),
                    number(parts[2]),
                    new StopStrategy(trigger, plus, steps)));
        }
        return new AtmTemplate("scenario", TimeInForce.GTC, all);
    }

    private static String option(List<String> words, String prefix, String otherwise) {
        for (String word : words) {
            if (word.startsWith(prefix)) {
                words.remove(word);
                return word.substring(prefix.length());
            }
        }
        return otherwise;
    }

    private OrderTerms terms(List<String> words) {
        int quantity = Integer.parseInt(words.removeFirst());
        OrderType type = OrderType.valueOf(words.removeFirst());
        long limit = type.hasLimit() ? number(words.removeFirst()) : Prices.NONE;
        long stop = type.hasTrigger() ? number(words.removeFirst()) : Prices.NONE;
        long trail = type.trails() ? number(words.removeFirst()) : 0;
        String date = option(words, "GTD=", "");
        TimeInForce timeInForce = !date.isEmpty()
                ? TimeInForce.GTD
                : words.isEmpty() ? TimeInForce.DAY : TimeInForce.valueOf(words.removeFirst());
        long expire = date.isEmpty() ? 0 : desk.now + number(date) * Desk.SECOND;
        return new OrderTerms(type, timeInForce, quantity, limit, stop, trail, 0, expire);
    }

    private void tick() {
        desk.sequence = Math.max(desk.sequence, desk.now) + 1000;
        desk.now = Math.max(desk.now, desk.sequence);
    }

    private MarketSnapshot market() {
        return desk.market(bid, ask, last, depth, depth);
    }

    private StateRow.OrderRow order(String name) {
        long id = ids.get(name);
        return rows(StateRow.OrderRow.class).stream()
                .filter(order -> order.orderId() == id)
                .findFirst()
                .orElseThrow();
    }

    private <R extends StateRow> List<R> rows(Class<R> type) {
        List<R> rows = new ArrayList<>();
        desk.engine.writeState(row -> {
            if (type.isInstance(row)) {
                rows.add(type.cast(row));
            }
        });
        return rows;
    }

    private static long number(String word) {
        return Long.parseLong(word);
    }

    private static String price(long ticks) {
        return ticks == Prices.NONE ? "-" : Long.toString(ticks);
    }
}
