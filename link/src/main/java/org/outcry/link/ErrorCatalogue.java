package org.outcry.link;

import static org.outcry.link.KnownError.Advice.CHANGE;
import static org.outcry.link.KnownError.Advice.RECONCILE;
import static org.outcry.link.KnownError.Advice.REPAIR;
import static org.outcry.link.KnownError.Advice.WAIT;

import java.util.List;

/** Every error a client can hear, once; rows of the table and the documentation name them from here. Immutable. */
public final class ErrorCatalogue {
    /** What any operation may answer before or beside its own refusals. */
    private static final List<KnownError> GENERAL = List.of(
            new KnownError(
                    Refusal.INVALID_REQUEST, 400, CHANGE, "Malformed JSON, address or arguments; `detail` says what."),
            new KnownError(
                    Refusal.UNKNOWN_API_COMMAND,
                    400,
                    CHANGE,
                    "The desk is older than the function; it has none of that name."),
            new KnownError("invalid_bearer", 401, REPAIR, "Missing or invalid bearer token."),
            new KnownError(
                    "host_not_allowed",
                    403,
                    REPAIR,
                    "The `Host` header names neither a loopback nor a configured name."),
            new KnownError("origin_not_allowed", 403, REPAIR, "A page of another origin may not do this."),
            new KnownError(
                    Refusal.ADDON_NOT_CONNECTED,
                    408,
                    RECONCILE,
                    "`detail` begins with `addon_not_connected` (no desk; nothing was done) or `addon_lost` (lost under way)."),
            new KnownError(Refusal.ADDON_TIMEOUT, 408, RECONCILE, "The desk is connected and did not answer in time."),
            new KnownError(
                    "outcome_unknown", 408, RECONCILE, "The desk is stopping, or could not say what became of it."),
            new KnownError(Refusal.INVALID_REQUEST, 413, CHANGE, "The body is larger than 64 KiB."),
            new KnownError(
                    Refusal.RATE_LIMIT_EXCEEDED,
                    429,
                    WAIT,
                    "The budget is spent; with `detail` beginning `busy:` a queue is full."),
            new KnownError(
                    "internal_error", 500, RECONCILE, "A fault of ours; `detail` names the incident in the log."),
            new KnownError(
                    "temporarily_disabled",
                    503,
                    WAIT,
                    "The disk is full or the ledger has stopped; `/readyz` says which."));

    /** What some operations refuse; their rows name them. */
    private static final List<KnownError> SPECIAL = List.of(
            new KnownError("invalid_account", 400, CHANGE, "The caller has no account of that name."),
            new KnownError("invalid_instrument", 400, CHANGE, "No instrument of that name, or it has expired."),
            new KnownError("invalid_instruments", 400, CHANGE, "A subscription names an instrument that is unknown."),
            new KnownError(
                    "invalid_quantity", 400, CHANGE, "Not a whole number of contracts, or more than are allowed."),
            new KnownError("limit_price_required", 400, CHANGE, "The order type needs `limitPrice`."),
            new KnownError("stop_price_required", 400, CHANGE, "The order type needs `stopPrice`."),
            new KnownError("atm_template_not_found", 400, CHANGE, "No ATM template of that name."),
            new KnownError(
                    "require_market_position_not_met", 400, CHANGE, "The position is none of `requireMarketPosition`."),
            new KnownError(
                    "max_positions_reached", 400, CHANGE, "The account has `maxPositions` open positions already."),
            new KnownError(
                    "order_rejected",
                    400,
                    CHANGE,
                    "The market or the account refuses the order: closed, margin, price band, wrong side; `detail` says why."),
            new KnownError("order_not_found", 400, CHANGE, "The account has no order of that id."),
            new KnownError("execution_not_found", 400, CHANGE, "The account has no execution of that id."),
            new KnownError(
                    "Order linked to '<orderId>' not found or already terminal.",
                    400,
                    CHANGE,
                    "There is no live order of that id to cancel, change or replace."),
            new KnownError(
                    "No positions found for instrument '<instrument>'", 400, CHANGE, "There is nothing to close."),
            new KnownError(
                    "No position found for instrument '<instrument>' in account '<account>'",
                    400,
                    CHANGE,
                    "There is nothing to reverse."),
            new KnownError("opposing_position", 400, CHANGE, "The position has the other direction than `action`."),
            new KnownError("unsupported_period_type", 400, CHANGE, "No bars of that period type."),
            new KnownError("strategy_class_not_found", 400, CHANGE, "The desk has no strategy class of that name."),
            new KnownError("strategy_failed", 400, CHANGE, "The strategy's own code failed; `detail` says how."),
            new KnownError("too_many_strategies", 400, CHANGE, "As many strategies run as the desk allows."),
            new KnownError("strategy_not_found", 404, CHANGE, "The account has no strategy of that id."),
            new KnownError(
                    "request_not_found", 404, CHANGE, "No request was made under that key in the last 24 hours."),
            new KnownError(
                    "duplicate_order_id", 409, CHANGE, "The account has had an order of that custom id; look it up."),
            new KnownError(
                    "close_in_progress",
                    409,
                    WAIT,
                    "Another close of that position with another size is still working."),
            new KnownError(
                    "close_needs_reconciliation",
                    409,
                    RECONCILE,
                    "The link was lost during a close; read the position, then ask again."),
            new KnownError(
                    "strategy_terminated",
                    409,
                    CHANGE,
                    "The strategy has ended and cannot be resumed; start a new one."),
            new KnownError(
                    "request_in_progress", 409, WAIT, "The request under that idempotency key is still under way."),
            new KnownError("idempotency_key_reused", 422, CHANGE, "That idempotency key belongs to another request."),
            new KnownError("egress_limited", 429, WAIT, "Too many bytes of bars and executions within ten minutes."));

    /** What is answered outside the operations. */
    private static final List<KnownError> ROUTING = List.of(
            new KnownError("not_found", 404, CHANGE, "No such route; `did_you_mean` names the nearest."),
            new KnownError("method_not_allowed", 405, CHANGE, "The path takes other methods: see `Allow`."),
            new KnownError("upgrade_required", 426, REPAIR, "The address takes WebSocket upgrades only."));

    private ErrorCatalogue() {}

    /** What any operation may answer. */
    public static List<KnownError> general() {
        return GENERAL;
    }

    /** What operations name in {@link Operation#refusals()}. */
    public static List<KnownError> special() {
        return SPECIAL;
    }

    /** What the doors answer to requests that lead to no operation. */
    public static List<KnownError> routing() {
        return ROUTING;
    }

    /** The special error of that text as it stands in the catalogue. */
    public static KnownError named(String error) {
        return SPECIAL.stream()
                .filter(known -> known.error().equals(error))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No error '" + error + "' in the catalogue"));
    }
}
