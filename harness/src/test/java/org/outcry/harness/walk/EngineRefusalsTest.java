package org.outcry.harness.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.desk.wire.Words;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.risk.AdminAction;
import org.outcry.ledger.api.Ledger.StateMark;
import org.outcry.link.ErrorCatalogue;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/**
 * Every reason for which the engine refuses what a client of the API can send, through both doors: the documented error, and
 * trading as it was. The engine must have been asked, or the case says nothing about it.
 */
@Timeout(300)
class EngineRefusalsTest {
    private static final String REJECTED = "order_rejected";
    private static final long WEDNESDAY = WholeServer.nanos("2026-11-18T16:00:00Z");
    private static final long SATURDAY = WholeServer.nanos("2026-11-21T16:00:00Z");
    private static final long AFTER_DECEMBER_ENDED = WholeServer.nanos("2026-12-21T16:00:00Z");

    /** What no call of this API can be refused for, and why. */
    private static final Set<Rejection> OUT_OF_REACH = EnumSet.of(
            // No refusal.
            Rejection.NONE,
            // The desk answers these itself: it makes no such command, and looks accounts, orders and prices up first.
            Rejection.INVALID_COMMAND,
            Rejection.UNKNOWN_USER,
            Rejection.UNKNOWN_ACCOUNT,
            Rejection.UNKNOWN_ORDER,
            Rejection.UNKNOWN_STRATEGY,
            Rejection.UNSUPPORTED_ORDER_TYPE,
            Rejection.LIMIT_PRICE_REQUIRED,
            Rejection.STOP_PRICE_REQUIRED,
            // No call of this API names or keeps such things.
            Rejection.DUPLICATE_NAME,
            Rejection.ACCOUNT_CLOSED,
            Rejection.UNKNOWN_RECORD,
            Rejection.RECORD_CHANGED,
            Rejection.TOO_MANY_RECORDS,
            // What an accepted order ends for; it is no answer to a call.
            Rejection.NO_QUOTE,
            Rejection.PARENT_REJECTED,
            Rejection.NO_LIQUIDITY);

    /**
     * @param ground brings the account of its own to where the call is refused, and gives the call's arguments
     * @param error with {@code ORDER} and {@code ACCOUNT} for the arguments of that name
     */
    private record Case(
            Rejection reason, String operation, int status, String error, Function<RefusalGround, ObjectNode> ground) {
        @Override
        public String toString() {
            return operation + " " + reason;
        }
    }

    private static Case rejected(Rejection reason, String operation, Function<RefusalGround, ObjectNode> ground) {
        return new Case(reason, operation, 400, REJECTED, ground);
    }

    private static Case refused(
            Rejection reason, String operation, String error, Function<RefusalGround, ObjectNode> ground) {
        return new Case(reason, operation, 400, error, ground);
    }

    private static final List<Case> PLACING = List.of(
            new Case(Rejection.DUPLICATE_ORDER_ID, "PlaceOrder", 409, "duplicate_order_id", ground -> {
                ObjectNode order = ground.order("LIMIT", "BUY", 1, "limitPrice", ground.price(-60), "orderId", "twice");
                ground.place(order);
                return order;
            }),
            refused(
                    Rejection.UNKNOWN_CONTRACT,
                    "PlaceOrder",
                    "invalid_instrument",
                    ground -> ground.market("BUY", 1, "instrument", "MES 09-26")),
            refused(
                    Rejection.INVALID_QUANTITY,
                    "PlaceOrder",
                    "invalid_quantity",
                    ground -> ground.market("BUY", 100_001)),
            rejected(
                    Rejection.INVALID_PRICE,
                    "PlaceOrder",
                    ground -> ground.order("LIMIT", "BUY", 1, "limitPrice", ground.price(100_000))),
            rejected(
                    Rejection.WRONG_SIDE,
                    "PlaceOrder",
                    ground -> ground.order("STOPMARKET", "BUY", 1, "stopPrice", ground.price(-10))),
            rejected(
                    Rejection.INVALID_EXPIRY,
                    "PlaceOrder",
                    ground -> ground.order(
                            "LIMIT",
                            "BUY",
                            1,
                            "limitPrice",
                            ground.price(-60),
                            "timeInForce",
                            "GTD",
                            "gtd",
                            "2026-11-01T12:00:00Z")),
            refused(
                    Rejection.POSITION_CONDITION_NOT_MET,
                    "PlaceOrder",
                    "require_market_position_not_met",
                    ground -> ground.market("BUY", 1, "requireMarketPosition", "long,short")),
            refused(Rejection.MAX_POSITIONS_REACHED, "PlaceOrder", "max_positions_reached", ground -> {
                ground.place(ground.market("BUY", 1));
                return ground.market("BUY", 1, "instrument", "MNQ", "maxPositions", 1);
            }),
            rejected(Rejection.OCO_RESOLVED, "PlaceOrder", ground -> {
                ground.place(ground.market("BUY", 1, "ocoId", "gone"));
                return ground.order("LIMIT", "BUY", 1, "limitPrice", ground.price(-60), "ocoId", "gone");
            }),
            locked("PlaceOrder", ground -> ground.market("BUY", 1)),
            rejected(Rejection.LIQUIDATION_ONLY, "PlaceOrder", ground -> {
                ground.admin(AdminAction.LIQUIDATE_ONLY);
                return ground.market("BUY", 1);
            }),
            rejected(Rejection.EXPIRES_SOON, "PlaceOrder", ground -> {
                ground.nothingThatEndsThisYear();
                return ground.market("BUY", 1);
            }),
            rejected(Rejection.BACK_MONTH, "PlaceOrder", ground -> {
                ground.onlyFrontMonths();
                return ground.market("BUY", 1, "instrument", "MES 03-27");
            }),
            rejected(Rejection.MAX_ORDER_QUANTITY, "PlaceOrder", ground -> {
                ground.maxOrder(2);
                return ground.market("BUY", 3);
            }),
            rejected(Rejection.POSITION_LIMIT, "PlaceOrder", ground -> {
                ground.maxPosition(2);
                return ground.market("SELL", 3);
            }),
            rejected(Rejection.TOTAL_POSITION_LIMIT, "PlaceOrder", ground -> {
                ground.place(ground.market("BUY", 1));
                ground.oneInAll();
                return ground.market("SELL", 1, "instrument", "MNQ");
            }),
            dear("PlaceOrder", ground -> ground.market("BUY", 1, "strategy", "Runner")));

    private static final List<Case> IN_PLACE_OF_OTHERS = List.of(
            dear("FlatPlace", ground -> ground.market("BUY", 1)),
            dear("FlatPlace", ground -> ground.market("BUY", 1, "strategy", "Three Targets")),
            locked("FlatPlace", ground -> ground.market("SELL", 1)),
            refused(
                    Rejection.NO_POSITION,
                    "ReversePosition",
                    "No position found for instrument 'MES' in account 'ACCOUNT'",
                    ground -> ground.market("SELL", 1)),
            rejected(Rejection.MAX_ORDER_QUANTITY, "ReversePosition", ground -> {
                ground.place(ground.market("BUY", 2));
                ground.maxOrder(2);
                return ground.market("SELL", 3);
            }),
            refused(
                    Rejection.NO_POSITION,
                    "Reverse",
                    "No position found for instrument 'MES' in account 'ACCOUNT'",
                    ground -> ground.args("instrument", RefusalGround.MES)),
            rejected(Rejection.LIQUIDATION_ONLY, "Reverse", ground -> {
                ground.place(ground.market("BUY", 2));
                ground.admin(AdminAction.LIQUIDATE_ONLY);
                return ground.args("instrument", RefusalGround.MES);
            }),
            gone("CancelReplace", ground -> ground.market("BUY", 1, "orderId", ground.ended())),
            rejected(Rejection.COMMAND_PENDING, "CancelReplace", ground -> {
                String leaving = ground.resting();
                ground.slow();
                ground.done("Cancel", ground.args("orderId", leaving));
                return ground.market("BUY", 1, "orderId", leaving);
            }),
            rejected(
                    Rejection.WRONG_SIDE,
                    "CancelReplace",
                    ground -> ground.order(
                            "STOPMARKET", "SELL", 1, "stopPrice", ground.price(20), "orderId", ground.resting())),
            rejected(Rejection.INSUFFICIENT_MARGIN, "CancelReplace", ground -> {
                String leaving = ground.resting();
                ground.dear();
                return ground.market("BUY", 2, "orderId", leaving, "strategy", "Runner");
            }),
            rejected(Rejection.WRONG_SIDE, "CancelAndBracket", ground -> {
                ground.place(ground.market("BUY", 1));
                return bracket(ground, ground.price(30));
            }),
            rejected(Rejection.TRADING_LOCKED, "CancelAndBracket", ground -> {
                ground.place(ground.market("BUY", 1));
                ground.admin(AdminAction.LOCK);
                return bracket(ground, ground.price(-30));
            }));

    private static final List<Case> ON_WHAT_IS_THERE = List.of(
            gone("Change", ground -> ground.args("orderId", ground.ended(), "limitPrice", ground.price(-50))),
            rejected(Rejection.COMMAND_PENDING, "Change", ground -> {
                ground.slow();
                return ground.args("orderId", ground.resting(), "limitPrice", ground.price(-50));
            }),
            rejected(
                    Rejection.INVALID_PRICE,
                    "Change",
                    ground -> ground.args("orderId", ground.resting(), "limitPrice", ground.price(100_000))),
            refused(
                    Rejection.INVALID_QUANTITY,
                    "Change",
                    "invalid_quantity",
                    ground -> ground.args("orderId", ground.resting(), "quantity", 100_001)),
            rejected(Rejection.WRONG_SIDE, "Change", ground -> {
                String stop = ground.place(ground.order("STOPMARKET", "BUY", 1, "stopPrice", ground.price(30)));
                return ground.args("orderId", stop, "stopPrice", ground.price(-30));
            }),
            rejected(Rejection.MAX_ORDER_QUANTITY, "Change", ground -> {
                String resting = ground.resting();
                ground.maxOrder(2);
                return ground.args("orderId", resting, "quantity", 3);
            }),
            rejected(Rejection.INSUFFICIENT_MARGIN, "Change", ground -> {
                String resting = ground.resting();
                ground.dear();
                return ground.args("orderId", resting, "quantity", 3);
            }),
            gone("Cancel", ground -> ground.args("orderId", ground.ended())),
            refused(
                    Rejection.NO_POSITION,
                    "ClosePosition",
                    "No positions found for instrument 'MES'",
                    ground -> ground.args("instrument", RefusalGround.MES)),
            locked("ClosePosition", ground -> ground.args("instrument", RefusalGround.MES, "quantity", 1)),
            locked("Flatten", RefusalGround::args),
            locked("FlattenEverything", RefusalGround::args));

    /** What a weekend refuses; each account holds one contract from before. */
    private static final List<Case> CLOSED = List.of(
            rejected(Rejection.MARKET_CLOSED, "PlaceOrder", ground -> ground.market("BUY", 1)),
            rejected(Rejection.MARKET_CLOSED, "ClosePosition", ground -> ground.args("instrument", RefusalGround.MES)),
            rejected(Rejection.MARKET_CLOSED, "FlatPlace", ground -> ground.market("BUY", 1)),
            rejected(Rejection.MARKET_CLOSED, "ReversePosition", ground -> ground.market("SELL", 1)),
            rejected(Rejection.MARKET_CLOSED, "Reverse", ground -> ground.args("instrument", RefusalGround.MES)));

    private static Case locked(String operation, Function<RefusalGround, ObjectNode> args) {
        return rejected(Rejection.TRADING_LOCKED, operation, ground -> {
            ground.place(ground.market("BUY", 2));
            ground.admin(AdminAction.LOCK);
            return args.apply(ground);
        });
    }

    private static Case dear(String operation, Function<RefusalGround, ObjectNode> args) {
        return rejected(Rejection.INSUFFICIENT_MARGIN, operation, ground -> {
            ground.dear();
            return args.apply(ground);
        });
    }

    private static Case gone(String operation, Function<RefusalGround, ObjectNode> args) {
        return refused(
                Rejection.ORDER_TERMINAL, operation, "Order linked to 'ORDER' not found or already terminal.", args);
    }

    private static ObjectNode bracket(RefusalGround ground, java.math.BigDecimal stop) {
        return ground.args("instrument", RefusalGround.MES, "action", "Buy", "quantity", 1, "stopLoss", stop);
    }

    @Test
    void everyReasonHasACaseOrIsOutOfReach() {
        EnumSet<Rejection> missing = EnumSet.allOf(Rejection.class);
        missing.removeAll(OUT_OF_REACH);
        missing.remove(Rejection.CONTRACT_EXPIRED);
        Stream.of(PLACING, IN_PLACE_OF_OTHERS, ON_WHAT_IS_THERE, CLOSED)
                .flatMap(List::stream)
                .forEach(line -> missing.remove(line.reason()));
        assertEquals(EnumSet.noneOf(Rejection.class), missing);
    }

    @Test
    void whatTheEngineRefusesIsSaidAsDocumentedAndMovesNoTrading() {
        try (WholeServer server = WholeServer.inRealHours(() -> WEDNESDAY);
                Doors doors = new Doors(server.uri(), server.token, java.time.Duration.ofSeconds(30))) {
            Table table = new Table(server, doors);
            Stream.of(PLACING, IN_PLACE_OF_OTHERS, ON_WHAT_IS_THERE)
                    .flatMap(List::stream)
                    .forEach(line -> table.hold(line, line.ground().apply(table.ground())));
            assertEquals(List.of(), table.faults);
        }
    }

    @Test
    void theSameInAClosedMarketAndAfterAContractsEnd() {
        AtomicLong clock = new AtomicLong(WEDNESDAY);
        try (WholeServer server = WholeServer.inRealHours(clock::get);
                Doors doors = new Doors(server.uri(), server.token, java.time.Duration.ofSeconds(30))) {
            Table table = new Table(server, doors);
            List<RefusalGround> holding = new ArrayList<>();
            for (int i = 0; i < CLOSED.size(); i++) {
                RefusalGround ground = table.ground();
                ground.place(ground.market("BUY", 1));
                holding.add(ground);
            }
            RefusalGround waiting = table.ground();
            String resting = waiting.resting();
            RefusalGround strategic = table.ground();
            String strategy = strategic
                    .done("PlaceOrder", strategic.market("BUY", 1, "strategy", "Stop Only 10"))
                    .text("strategyId");
            go(server, clock, SATURDAY);
            for (int i = 0; i < CLOSED.size(); i++) {
                table.hold(CLOSED.get(i), CLOSED.get(i).ground().apply(holding.get(i)));
            }
            table.hold(
                    rejected(Rejection.MARKET_CLOSED, "Change", RefusalGround::args),
                    waiting.args("orderId", resting, "limitPrice", waiting.price(-50)));
            table.hold(
                    rejected(Rejection.MARKET_CLOSED, "CancelReplace", RefusalGround::args),
                    waiting.market("BUY", 1, "orderId", resting));
            table.hold(
                    rejected(Rejection.MARKET_CLOSED, "CloseStrategy", RefusalGround::args),
                    strategic.args("strategyId", strategy));
            flattenedInVain(holding.getFirst());
            go(server, clock, AFTER_DECEMBER_ENDED);
            table.hold(
                    refused(Rejection.CONTRACT_EXPIRED, "PlaceOrder", "invalid_instrument", RefusalGround::args),
                    table.ground().market("BUY", 1, "instrument", "MES 12-26"));
            assertEquals(List.of(), table.faults);
        }
    }

    /** Flatten cancels whatever the hour, and says that the position is still there. */
    private static void flattenedInVain(RefusalGround holding) {
        Walk.warned(holding.done("Flatten", holding.args()), "positions_stay_open");
        assertEquals(
                1,
                holding.done("GetPosition", holding.args("instrument", RefusalGround.MES))
                        .json()
                        .path("quantity")
                        .asInt());
    }

    private static void go(WholeServer server, AtomicLong clock, long nanos) {
        clock.set(nanos);
        assertTrue(server.command(new Command.AdvanceTime()).isAccepted());
    }

    /** One server's cases; each fault is kept, so that one run shows all. */
    private static final class Table {
        private final List<String> faults = new ArrayList<>();
        private final WholeServer server;
        private final Doors doors;
        private int accounts;

        Table(WholeServer server, Doors doors) {
            this.server = server;
            this.doors = doors;
        }

        RefusalGround ground() {
            accounts++;
            return new RefusalGround(server, doors, "Refused" + accounts);
        }

        void hold(Case line, ObjectNode args) {
            Operation operation = Operations.byName(line.operation()).orElseThrow();
            Way.all(operation).forEach(way -> hold(line, way, args));
        }

        private void hold(Case line, Way way, ObjectNode args) {
            String error = line.error()
                    .replace("ORDER", args.path("orderId").asText())
                    .replace("ACCOUNT", args.path("account").asText());
            StateMark before = server.ledger.stateMark();
            Reply reply = doors.call(way, args, Optional.empty());
            StateMark after = server.ledger.stateMark();
            String seen = line + " by " + way.label() + ": " + reply.status() + " " + reply.json();
            check(!reply.isSuccess() && reply.text("error").equals(error), seen + " is not " + error);
            check(reply.status() == 0 || reply.status() == line.status(), seen + " is not " + line.status());
            boolean tells = !error.equals(REJECTED) || reply.text("detail").startsWith(Words.of(line.reason()));
            check(tells, seen + " does not say: " + Words.of(line.reason()));
            check(documented(way.operation(), line.status(), error), seen + " is not among the operation's errors");
            check(after.logPosition() > before.logPosition(), seen + " was not refused by the engine");
            check(after.tradingHash() == before.tradingHash(), seen + " moved trading");
        }

        private void check(boolean holds, String fault) {
            if (!holds) {
                faults.add(fault);
            }
        }

        private static boolean documented(Operation operation, int status, String error) {
            return Stream.concat(ErrorCatalogue.general().stream(), operation.refusals().stream())
                    .anyMatch(known -> known.matches(status, error));
        }
    }
}
