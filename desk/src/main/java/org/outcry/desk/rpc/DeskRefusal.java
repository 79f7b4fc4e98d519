package org.outcry.desk.rpc;

import java.util.List;
import org.outcry.desk.strategy.StrategyRefused;
import org.outcry.desk.wire.Words;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.link.DeskReply;
import org.outcry.link.Refusal;
import org.outcry.wire.Decimals;

/**
 * A refusal as the API words it: clients match on {@code error}, people read {@code detail}.
 *
 * @param status HTTP status
 * @param error the documented string, or a code in snake case where none is documented
 */
record DeskRefusal(int status, String error, String detail) {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int TIMED_OUT = 408;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    /** What a refusal may have to name: the ids as the caller wrote them, "" for none. */
    record Subject(String account, String orderId, String instrument) {}

    static DeskRefusal invalidRequest(String detail) {
        return new DeskRefusal(BAD_REQUEST, Refusal.INVALID_REQUEST, detail);
    }

    static DeskRefusal invalidAccount(String account) {
        return new DeskRefusal(BAD_REQUEST, "invalid_account", "No account '" + account + "'.");
    }

    static DeskRefusal invalidInstrument(String instrument) {
        return new DeskRefusal(BAD_REQUEST, "invalid_instrument", "No instrument '" + instrument + "'.");
    }

    static DeskRefusal invalidQuantity(String detail) {
        return new DeskRefusal(BAD_REQUEST, "invalid_quantity", detail);
    }

    static DeskRefusal limitPriceRequired() {
        return new DeskRefusal(BAD_REQUEST, "limit_price_required", "The order type needs limitPrice.");
    }

    static DeskRefusal stopPriceRequired() {
        return new DeskRefusal(BAD_REQUEST, "stop_price_required", "The order type needs stopPrice.");
    }

    static DeskRefusal orderRejected(String detail) {
        return new DeskRefusal(BAD_REQUEST, "order_rejected", detail);
    }

    /** The vendor promises the fragment {@code not found or already terminal} for string matching. */
    static DeskRefusal orderGone(String orderId) {
        return new DeskRefusal(
                BAD_REQUEST,
                "Order linked to '" + orderId + "' not found or already terminal.",
                "No live order has this id in this account.");
    }

    static DeskRefusal orderNotFound(String orderId) {
        return new DeskRefusal(BAD_REQUEST, "order_not_found", "No order '" + orderId + "' in this account.");
    }

    static DeskRefusal executionNotFound(String executionId) {
        return new DeskRefusal(
                BAD_REQUEST, "execution_not_found", "No execution '" + executionId + "' in this account.");
    }

    static DeskRefusal noPositions(String instrument) {
        return new DeskRefusal(
                BAD_REQUEST, "No positions found for instrument '" + instrument + "'", "There is nothing to close.");
    }

    /** Reverse and ReversePosition; the names as the caller wrote them. */
    static DeskRefusal noPosition(Subject subject) {
        return new DeskRefusal(
                BAD_REQUEST,
                "No position found for instrument '" + subject.instrument() + "' in account '" + subject.account()
                        + "'",
                "There is nothing to reverse.");
    }

    static DeskRefusal opposingPosition(String instrument) {
        return new DeskRefusal(
                BAD_REQUEST,
                "opposing_position",
                "The position in '" + instrument + "' has the other direction; nothing was canceled or placed.");
    }

    static DeskRefusal closeNeedsReconciliation(String instrument) {
        return new DeskRefusal(
                CONFLICT,
                "close_needs_reconciliation",
                "The link was lost while a close of '" + instrument
                        + "' was under way: read the position, then ask again. Nothing was sent.");
    }

    static DeskRefusal atmTemplateNotFound(String template, List<String> known) {
        return new DeskRefusal(
                BAD_REQUEST,
                "atm_template_not_found",
                "No ATM template '" + template + "'. Known: " + String.join(", ", known));
    }

    static DeskRefusal strategyNotFound(String strategyId) {
        return new DeskRefusal(NOT_FOUND, "strategy_not_found", "No strategy '" + strategyId + "' in this account.");
    }

    static DeskRefusal strategyTerminated(String strategyId) {
        return new DeskRefusal(CONFLICT, "strategy_terminated", "Strategy '" + strategyId + "' has ended.");
    }

    static DeskRefusal atmTemplateUnusable(String name, String mistake) {
        return new DeskRefusal(
                BAD_REQUEST,
                "atm_template_not_found",
                "The file of ATM template '" + name + "' has a mistake: " + mistake);
    }

    static DeskRefusal of(StrategyRefused refused) {
        return switch (refused.reason()) {
            case UNKNOWN_CLASS -> new DeskRefusal(BAD_REQUEST, "strategy_class_not_found", refused.getMessage());
            case INVALID_PARAMETER -> invalidRequest(refused.getMessage());
            case UNKNOWN_STRATEGY -> new DeskRefusal(NOT_FOUND, "strategy_not_found", refused.getMessage());
            case TERMINATED -> new DeskRefusal(CONFLICT, "strategy_terminated", refused.getMessage());
            case FAILED -> new DeskRefusal(BAD_REQUEST, "strategy_failed", refused.getMessage());
            case TOO_MANY -> new DeskRefusal(BAD_REQUEST, "too_many_strategies", refused.getMessage());
        };
    }

    static DeskRefusal unsupportedPeriodType(String periodType) {
        return new DeskRefusal(BAD_REQUEST, "unsupported_period_type", "No bars of period type '" + periodType + "'.");
    }

    static DeskRefusal unknownCommand(String name) {
        return new DeskRefusal(BAD_REQUEST, Refusal.UNKNOWN_API_COMMAND, "This desk has no function '" + name + "'.");
    }

    static DeskRefusal closeInProgress(String instrument) {
        return new DeskRefusal(
                CONFLICT,
                "close_in_progress",
                "Another close of '" + instrument + "' with another size is still working; nothing was sent.");
    }

    static DeskRefusal internalError(String incident) {
        return new DeskRefusal(
                SERVER_ERROR, "internal_error", "Incident " + incident + ". Read the state again before going on.");
    }

    /** The ledger gave no outcome. */
    static DeskReply reply(Failure failure) {
        return switch (failure) {
            case BUSY -> Refusal.busy("the ledger's queue is full");
            case DISK_FULL ->
                Refusal.reply(
                        UNAVAILABLE,
                        "temporarily_disabled",
                        "The desk's disk is full and takes no orders. Nothing was done.");
            case STOPPED ->
                Refusal.reply(
                        UNAVAILABLE,
                        "temporarily_disabled",
                        "The desk's ledger has stopped and takes nothing until the server is started again; its /readyz says"
                                + " why. Nothing was done.");
            case UNKNOWN ->
                Refusal.reply(
                        TIMED_OUT,
                        "outcome_unknown",
                        "The desk is stopping; whether this was done is unknown. Read the state again before going on.");
        };
    }

    /** The engine refused. Exhaustive, so that a new reason does not go out unworded. */
    static DeskRefusal of(Outcome outcome, Subject subject) {
        String detail = detail(outcome);
        return switch (outcome.rejection()) {
            case NONE -> throw new IllegalArgumentException("An accepted outcome is no refusal");
            case INVALID_COMMAND -> invalidRequest(detail);
            case UNKNOWN_USER, UNKNOWN_ACCOUNT, ACCOUNT_CLOSED ->
                new DeskRefusal(BAD_REQUEST, "invalid_account", detail);
            case DUPLICATE_NAME -> new DeskRefusal(CONFLICT, "duplicate_name", detail);
            case DUPLICATE_ORDER_ID -> new DeskRefusal(CONFLICT, "duplicate_order_id", detail);
            case UNKNOWN_ORDER, ORDER_TERMINAL -> orderGone(subject.orderId());
            case UNKNOWN_STRATEGY -> new DeskRefusal(NOT_FOUND, "strategy_not_found", detail);
            case UNKNOWN_CONTRACT, CONTRACT_EXPIRED -> new DeskRefusal(BAD_REQUEST, "invalid_instrument", detail);
            case UNKNOWN_RECORD -> new DeskRefusal(NOT_FOUND, "record_not_found", detail);
            case RECORD_CHANGED, TOO_MANY_RECORDS -> new DeskRefusal(CONFLICT, "record_refused", detail);
            case INVALID_QUANTITY -> invalidQuantity(detail);
            case LIMIT_PRICE_REQUIRED -> limitPriceRequired();
            case STOP_PRICE_REQUIRED -> stopPriceRequired();
            case POSITION_CONDITION_NOT_MET -> new DeskRefusal(BAD_REQUEST, "require_market_position_not_met", detail);
            case MAX_POSITIONS_REACHED -> new DeskRefusal(BAD_REQUEST, "max_positions_reached", detail);
            case NO_POSITION -> noPositions(subject.instrument());
            case COMMAND_PENDING,
                    UNSUPPORTED_ORDER_TYPE,
                    INVALID_PRICE,
                    WRONG_SIDE,
                    INVALID_EXPIRY,
                    MARKET_CLOSED,
                    OCO_RESOLVED,
                    TRADING_LOCKED,
                    LIQUIDATION_ONLY,
                    EXPIRES_SOON,
                    BACK_MONTH,
                    MAX_ORDER_QUANTITY,
                    POSITION_LIMIT,
                    TOTAL_POSITION_LIMIT,
                    INSUFFICIENT_MARGIN,
                    NO_QUOTE,
                    PARENT_REJECTED,
                    NO_LIQUIDITY -> orderRejected(detail);
        };
    }

    private static String detail(Outcome outcome) {
        String words = Words.of(outcome.rejection());
        if (outcome.limit() == 0) {
            return words;
        }
        return words
                + switch (outcome.rejection()) {
                    case INSUFFICIENT_MARGIN -> " It takes " + Decimals.dollars(outcome.limit()) + ".";
                    case MAX_ORDER_QUANTITY, POSITION_LIMIT, TOTAL_POSITION_LIMIT ->
                        " The limit is " + contracts(outcome.limit()) + ".";
                    default -> " The limit is " + outcome.limit() + ".";
                };
    }

    private static String contracts(long count) {
        return count == 1 ? "1 contract" : count + " contracts";
    }

    DeskReply reply() {
        return Refusal.reply(status, error, detail);
    }

    /** Carries a refusal out of argument reading to the one place that answers it. */
    Refused thrown() {
        return new Refused(this);
    }

    /** Control flow inside this package only; it has no stack trace. */
    static final class Refused extends RuntimeException {
        private final transient DeskRefusal refusal;

        private Refused(DeskRefusal refusal) {
            super(refusal.error(), null, false, false);
            this.refusal = refusal;
        }

        DeskRefusal refusal() {
            return refusal;
        }
    }
}
