package org.outcry.remote.picture;

import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;

/**
 * The protocol's words and ours, both ways. A word that is new there is read as the most harmless of ours and never ends the
 * connection.
 */
public final class Vocabulary {
    private Vocabulary() {}

    public static Side side(String action) {
        return action.equals("Sell") ? Side.SELL : Side.BUY;
    }

    public static String word(Side side) {
        return switch (side) {
            case BUY -> "Buy";
            case SELL -> "Sell";
        };
    }

    /** A word of an order type we do not have is shown as a market order: it names no price that could be wrong. */
    static OrderType type(String type) {
        return switch (type) {
            case "Limit" -> OrderType.LIMIT;
            case "Stop" -> OrderType.STOP;
            case "StopLimit" -> OrderType.STOP_LIMIT;
            case "MIT" -> OrderType.MIT;
            case "LimitIfTouched" -> OrderType.LIMIT_IF_TOUCHED;
            case "TrailingStop" -> OrderType.TRAILING_STOP;
            case "TrailingStopLimit" -> OrderType.TRAILING_STOP_LIMIT;
            default -> OrderType.MARKET;
        };
    }

    public static String word(OrderType type) {
        return switch (type) {
            case MARKET -> "Market";
            case LIMIT -> "Limit";
            case STOP -> "Stop";
            case STOP_LIMIT -> "StopLimit";
            case MIT -> "MIT";
            case LIMIT_IF_TOUCHED -> "LimitIfTouched";
            case TRAILING_STOP -> "TrailingStop";
            case TRAILING_STOP_LIMIT -> "TrailingStopLimit";
        };
    }

    static TimeInForce timeInForce(String word) {
        return switch (word) {
            case "GTC" -> TimeInForce.GTC;
            case "GTD" -> TimeInForce.GTD;
            case "IOC" -> TimeInForce.IOC;
            case "FOK" -> TimeInForce.FOK;
            default -> TimeInForce.DAY;
        };
    }

    public static String word(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case DAY -> "Day";
            case GTC -> "GTC";
            case GTD -> "GTD";
            case IOC -> "IOC";
            case FOK -> "FOK";
        };
    }

    static OrderStatus status(String word) {
        return switch (word) {
            case "PendingNew" -> OrderStatus.PENDING_NEW;
            case "Working", "PendingReplace", "PendingCancel" -> OrderStatus.WORKING;
            case "Suspended" -> OrderStatus.SUSPENDED;
            case "Filled", "Completed" -> OrderStatus.FILLED;
            case "Canceled" -> OrderStatus.CANCELED;
            case "Rejected" -> OrderStatus.REJECTED;
            case "Expired" -> OrderStatus.EXPIRED;
            default -> OrderStatus.UNKNOWN;
        };
    }

    static CommandStatus commandStatus(String word) {
        return switch (word) {
            case "RiskPassed" -> CommandStatus.RISK_PASSED;
            case "RiskRejected" -> CommandStatus.RISK_REJECTED;
            case "OnHold", "ExecutionSuspended" -> CommandStatus.ON_HOLD;
            case "AtExecution" -> CommandStatus.AT_EXECUTION;
            case "ExecutionRejected" -> CommandStatus.EXECUTION_REJECTED;
            case "ExecutionStopped" -> CommandStatus.EXECUTION_STOPPED;
            case "Replaced" -> CommandStatus.REPLACED;
            default -> CommandStatus.PENDING;
        };
    }

    static CommandType commandType(String word) {
        return switch (word) {
            case "Modify" -> CommandType.MODIFY;
            case "Cancel" -> CommandType.CANCEL;
            default -> CommandType.NEW;
        };
    }

    /** Why something was refused, by {@code failureReason} or {@code rejectReason}; what has no word of ours is a bad command. */
    public static Rejection rejection(String reason) {
        return switch (reason) {
            case "", "Success" -> Rejection.NONE;
            case "AccountClosed" -> Rejection.ACCOUNT_CLOSED;
            case "AnotherCommandPending" -> Rejection.COMMAND_PENDING;
            case "BackMonthProhibited" -> Rejection.BACK_MONTH;
            case "InvalidContract" -> Rejection.UNKNOWN_CONTRACT;
            case "InvalidPrice" -> Rejection.INVALID_PRICE;
            case "LiquidationOnly" -> Rejection.LIQUIDATION_ONLY;
            case "LiquidationOnlyBeforeExpiration" -> Rejection.EXPIRES_SOON;
            case "MaxOrderQtyIsNotSpecified", "MaxOrderQtyLimitReached" -> Rejection.MAX_ORDER_QUANTITY;
            case "MaxPosLimitMisconfigured", "MaxPosLimitReached" -> Rejection.POSITION_LIMIT;
            case "MaxTotalPosLimitReached" -> Rejection.TOTAL_POSITION_LIMIT;
            case "NoQuote" -> Rejection.NO_QUOTE;
            case "NotEnoughLiquidity" -> Rejection.INSUFFICIENT_MARGIN;
            case "OtherExecutionRelated" -> Rejection.NO_LIQUIDITY;
            case "ParentRejected" -> Rejection.PARENT_REJECTED;
            case "SessionClosed" -> Rejection.MARKET_CLOSED;
            case "TooLate" -> Rejection.ORDER_TERMINAL;
            case "TradingLocked",
                    "ExecutionProviderNotConfigured",
                    "ExecutionProviderUnavailable",
                    "MultipleAccountPlanRequired",
                    "KeyInformationDocumentRequired",
                    "SSFRiskDisclosureAcknowledgmentRequired",
                    "RiskCheckTimeout" -> Rejection.TRADING_LOCKED;
            case "Unauthorized" -> Rejection.UNKNOWN_ACCOUNT;
            case "Unsupported", "AdvancedTrailingStopUnsupported", "TrailingStopNonOrderQtyModify" ->
                Rejection.UNSUPPORTED_ORDER_TYPE;
            default -> Rejection.INVALID_COMMAND;
        };
    }
}
