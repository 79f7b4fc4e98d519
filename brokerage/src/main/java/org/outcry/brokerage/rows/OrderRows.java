package org.outcry.brokerage.rows;

import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/** Rows of an order's life: the order, its commands and versions, and what was reported of them. */
public final class OrderRows {
    /** The simulator. */
    private static final long EXECUTION_PROVIDER = 1;
    /** A leg of a strategy is held until its entry fills: the original says so by an instant ten years ahead. */
    private static final long HELD_NANOS = 3_652L * 86_400 * 1_000_000_000L;

    public static final Projection<OrderFacts> ORDER = Projection.of("order", OrderFacts::orderId)
            .master(OrderFacts::accountId)
            .scope(OrderFacts::accountId)
            .contract(o -> o.created.contractId())
            .touched(o -> o.changedNanos)
            .whole("accountId", "OrderCreated.accountId", OrderFacts::accountId)
            .whole("contractId", "OrderCreated.contractId", o -> o.created.contractId())
            .time("timestamp", "OrderCreated.timeNanos", o -> o.created.timeNanos())
            .text("action", "OrderCreated.side", o -> Words.of(o.created.side()))
            .text("ordStatus", "OrderStatusChanged.status", o -> Words.of(o.status))
            .wholeIf(
                    "executionProviderId",
                    "constant 1, the simulator, from PendingNew on",
                    o -> o.routed ? EXECUTION_PROVIDER : 0)
            .wholeIf(
                    "ocoId",
                    "OrderCreated.ocoOrderId; legs of a strategy show none",
                    o -> o.isLeg() ? 0 : o.created.ocoOrderId())
            .wholeIf(
                    "parentId",
                    "OrderCreated.parentId; legs of a strategy show none",
                    o -> o.isLeg() ? 0 : o.created.parentId())
            .flag("archived", "constant: rows that are gone are not shown", o -> false)
            .flag("external", "constant: every order was placed here", o -> false)
            .flag("admin", "constant: nobody trades for another as administrator", o -> false)
            .build();

    public static final Projection<CommandFacts> COMMAND = Projection.<CommandFacts>of("command", c -> c.commandId)
            .master(c -> c.order.orderId())
            .scope(c -> c.order.accountId())
            .touched(c -> c.changedNanos)
            .whole("orderId", "OrderCreated.orderId, CommandCreated.orderId", c -> c.order.orderId())
            .time("timestamp", "OrderCreated.timeNanos, CommandCreated.timeNanos", c -> c.timeNanos)
            .textIf("clOrdId", "CommandTag.label, else OrderCreated.clientOrderId", OrderRows::label)
            .text("commandType", "CommandCreated.type, New for OrderCreated", c -> Words.of(c.type))
            .text("commandStatus", "CommandReported.status, Pending before the first", c -> Words.of(c.status))
            .wholeIf("senderId", "OrderCreated.senderId, CommandCreated.senderId", c -> c.senderId)
            .wholeIf("userSessionId", "CommandTag.sessionId", c -> c.tag.sessionId())
            .timeIf("activationTime", "OrderCreated.activationNanos", OrderRows::activation)
            .textIf("customTag50", "CommandTag.customTag", c -> c.tag.customTag())
            .flag(
                    "isAutomated",
                    "OrderCreated.automated, CommandCreated.automated; true for the system's own",
                    OrderRows::automated)
            .build();

    public static final Projection<VersionFacts> VERSION = Projection.<VersionFacts>of("orderVersion", v -> v.versionId)
            .master(v -> v.order.orderId())
            .scope(v -> v.order.accountId())
            .touched(v -> v.changedNanos)
            .whole("orderId", "OrderCreated.orderId, CommandCreated.orderId", v -> v.order.orderId())
            .whole("orderQty", "OrderTerms.quantity", v -> v.terms.quantity())
            .text("orderType", "OrderTerms.type", v -> Words.of(v.terms.type()))
            .priceIf("price", "OrderTerms.limitTicks, the trigger of an MIT order", OrderRows::grid, OrderRows::price)
            .priceIf("stopPrice", "OrderTerms.stopTicks of stops", OrderRows::grid, OrderRows::stopPrice)
            .wholeIf("maxShow", "OrderTerms.maxShow", v -> v.terms.maxShow())
            .priceIf(
                    "pegDifference",
                    "OrderTerms.trailTicks",
                    OrderRows::grid,
                    v -> v.terms.type().trails() ? v.terms.trailTicks() : Prices.NONE)
            .text("timeInForce", "OrderTerms.timeInForce", v -> Words.of(v.terms.timeInForce()))
            .timeIf("expireTime", "OrderTerms.expireNanos", v -> v.terms.expireNanos())
            .textIf("text", "OrderCreated.text, CommandCreated.text", v -> v.text)
            .priceIf(
                    "limitIfTouchedPrice",
                    "OrderTerms.stopTicks of LimitIfTouched",
                    OrderRows::grid,
                    OrderRows::touchPrice)
            .build();

    public static final Projection<ReportFacts> REPORT = Projection.<ReportFacts>of(
                    "commandReport", r -> r.event().reportId())
            .master(r -> r.event().commandId())
            .scope(r -> r.command().order.accountId())
            .touched(r -> r.event().timeNanos())
            .whole("commandId", "CommandReported.commandId", r -> r.event().commandId())
            .time("timestamp", "CommandReported.timeNanos", r -> r.event().timeNanos())
            .text(
                    "commandStatus",
                    "CommandReported.status",
                    r -> Words.of(r.event().status()))
            .textIf(
                    "rejectReason",
                    "CommandReported.rejection",
                    r -> reason(r.event().rejection()))
            .textIf(
                    "text",
                    "CommandReported.rejection",
                    r -> Reasons.text(r.event().rejection()))
            .text("ordStatus", "where the report leaves the order", r -> Words.of(r.orderStatus()))
            .build();

    public static final Projection<ExecutionFacts> EXECUTION = Projection.<ExecutionFacts>of(
                    "executionReport", x -> x.event().reportId())
            .master(x -> x.event().commandId())
            .scope(x -> x.order().accountId())
            .namedById()
            .touched(x -> x.event().timeNanos())
            .whole("commandId", "ExecutionReported.commandId", x -> x.event().commandId())
            .text(
                    "name",
                    "ExecutionReported.reportId",
                    x -> Long.toString(x.event().reportId()))
            .whole("accountId", "OrderCreated.accountId", x -> x.order().accountId())
            .whole(
                    "contractId",
                    "OrderCreated.contractId",
                    x -> x.order().created.contractId())
            .time("timestamp", "ExecutionReported.timeNanos", x -> x.event().timeNanos())
            .date("tradeDate", "session date of the contract's calendar at that time", ExecutionFacts::sessionDate)
            .whole("orderId", "ExecutionReported.orderId", x -> x.event().orderId())
            .text("execType", "ExecutionReported.type", x -> Words.of(x.event().type()))
            .text(
                    "ordStatus",
                    "ExecutionReported.status",
                    x -> Words.of(x.event().status()))
            .text("action", "OrderCreated.side", x -> Words.of(x.order().created.side()))
            .wholeIf(
                    "cumQty",
                    "ExecutionReported.cumulativeQuantity",
                    x -> x.event().cumulativeQuantity())
            .write("avgPx", "ExecutionReported.cumulativeTicks over cumulativeQuantity", false, OrderRows::average)
            .wholeIf("lastQty", "ExecutionReported.lastQuantity", x -> x.event().lastQuantity())
            .priceIf(
                    "lastPx",
                    "ExecutionReported.lastTicks",
                    x -> x.order().listing.grid(),
                    x -> x.event().lastQuantity() == 0 ? Prices.NONE : x.event().lastTicks())
            .textIf(
                    "rejectReason",
                    "ExecutionReported.rejection",
                    x -> reason(x.event().rejection()))
            .textIf(
                    "text",
                    "ExecutionReported.rejection",
                    x -> Reasons.text(x.event().rejection()))
            .text(
                    "exchangeOrderId",
                    "OrderCreated.orderId",
                    x -> Long.toString(x.event().orderId()))
            .build();

    private OrderRows() {}

    private static boolean isNew(CommandFacts command) {
        return command.commandId == command.order.orderId();
    }

    private static String label(CommandFacts command) {
        boolean unnamed = command.tag.label().isEmpty() && isNew(command);
        return unnamed ? command.order.created.clientOrderId() : command.tag.label();
    }

    private static long activation(CommandFacts command) {
        if (!isNew(command)) {
            return 0;
        }
        return command.order.isLeg() ? command.timeNanos + HELD_NANOS : command.order.created.activationNanos();
    }

    private static boolean automated(CommandFacts command) {
        return command.automated || command.order.isLeg() || command.senderId == 0;
    }

    private static PriceGrid grid(VersionFacts version) {
        return version.order.listing.grid();
    }

    private static long price(VersionFacts version) {
        OrderTerms terms = version.terms;
        return shown(
                version,
                switch (terms.type()) {
                    case LIMIT, STOP_LIMIT, LIMIT_IF_TOUCHED, TRAILING_STOP_LIMIT -> terms.limitTicks();
                    case MIT -> terms.stopTicks();
                    case MARKET, STOP, TRAILING_STOP -> Prices.NONE;
                });
    }

    private static long stopPrice(VersionFacts version) {
        OrderTerms terms = version.terms;
        return shown(
                version,
                switch (terms.type()) {
                    case STOP, STOP_LIMIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> terms.stopTicks();
                    case MARKET, LIMIT, MIT, LIMIT_IF_TOUCHED -> Prices.NONE;
                });
    }

    private static long touchPrice(VersionFacts version) {
        OrderTerms terms = version.terms;
        return switch (terms.type()) {
            case LIMIT_IF_TOUCHED -> shown(version, terms.stopTicks());
            case MARKET, LIMIT, STOP, STOP_LIMIT, MIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> Prices.NONE;
        };
    }

    /** Before its entry has a price, the prices of a leg hang on what the entry asks for. */
    private static long shown(VersionFacts version, long ticks) {
        if (ticks == Prices.NONE || !version.relative) {
            return ticks;
        }
        return version.order
                .parent
                .map(entry -> entry.live.terms)
                .map(terms -> terms.limitTicks() != Prices.NONE ? terms.limitTicks() : terms.stopTicks())
                .filter(base -> base != Prices.NONE)
                .map(base -> base + ticks)
                .orElse(Prices.NONE);
    }

    private static String reason(Rejection rejection) {
        return rejection == Rejection.NONE ? "" : Reasons.reason(rejection);
    }

    private static void average(Json json, String member, ExecutionFacts x) {
        if (x.event().cumulativeQuantity() != 0) {
            json.average(
                    member,
                    x.order().listing.grid(),
                    x.event().cumulativeTicks(),
                    x.event().cumulativeQuantity());
        }
    }
}
