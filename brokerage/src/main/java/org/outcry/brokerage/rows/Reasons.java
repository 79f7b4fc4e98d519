package org.outcry.brokerage.rows;

import org.outcry.engine.command.Rejection;

/** Why something was refused, in the words of the wire: {@code rejectReason} or {@code failureReason}, and a text for people. */
public final class Reasons {
    private Reasons() {}

    /** One of the published reasons; {@code Success} for none. */
    public static String reason(Rejection rejection) {
        return switch (rejection) {
            case NONE -> "Success";
            case ORDER_TERMINAL, OCO_RESOLVED -> "TooLate";
            case COMMAND_PENDING -> "AnotherCommandPending";
            case UNKNOWN_CONTRACT, CONTRACT_EXPIRED -> "InvalidContract";
            case UNSUPPORTED_ORDER_TYPE -> "Unsupported";
            case LIMIT_PRICE_REQUIRED, STOP_PRICE_REQUIRED, INVALID_PRICE, WRONG_SIDE -> "InvalidPrice";
            case MARKET_CLOSED -> "SessionClosed";
            case MAX_ORDER_QUANTITY -> "MaxOrderQtyLimitReached";
            case POSITION_LIMIT -> "MaxPosLimitReached";
            case MAX_POSITIONS_REACHED -> "MaxTotalPosLimitReached";
            case INSUFFICIENT_MARGIN -> "NotEnoughLiquidity";
            case NO_POSITION -> "LiquidationOnly";
            case NO_QUOTE -> "NoQuote";
            case PARENT_REJECTED -> "ParentRejected";
            case NO_LIQUIDITY -> "OtherExecutionRelated";
            case ACCOUNT_CLOSED -> "AccountClosed";
            case TRADING_LOCKED -> "TradingLocked";
            case LIQUIDATION_ONLY -> "LiquidationOnly";
            case EXPIRES_SOON -> "LiquidationOnlyBeforeExpiration";
            case BACK_MONTH -> "BackMonthProhibited";
            case TOTAL_POSITION_LIMIT -> "MaxTotalPosLimitReached";
            case INVALID_COMMAND,
                    UNKNOWN_RECORD,
                    RECORD_CHANGED,
                    TOO_MANY_RECORDS,
                    UNKNOWN_USER,
                    UNKNOWN_ACCOUNT,
                    UNKNOWN_ORDER,
                    UNKNOWN_STRATEGY,
                    DUPLICATE_NAME,
                    DUPLICATE_ORDER_ID,
                    INVALID_QUANTITY,
                    INVALID_EXPIRY,
                    POSITION_CONDITION_NOT_MET -> "UnknownReason";
        };
    }

    /** A sentence for people; known ones are the original's. */
    public static String text(Rejection rejection) {
        return switch (rejection) {
            case NONE -> "";
            case UNKNOWN_USER, UNKNOWN_ACCOUNT, UNKNOWN_ORDER, UNKNOWN_STRATEGY, UNKNOWN_CONTRACT -> "Access is denied";
            case ORDER_TERMINAL, OCO_RESOLVED -> "Too late";
            case COMMAND_PENDING -> "Another command on this order is pending";
            case CONTRACT_EXPIRED -> "Contract is expired";
            case UNSUPPORTED_ORDER_TYPE -> "Order type is not supported";
            case LIMIT_PRICE_REQUIRED -> "Price should be specified";
            case STOP_PRICE_REQUIRED -> "Stop Price should be specified";
            case INVALID_PRICE -> "Price is invalid";
            case WRONG_SIDE -> "Stop price is on the wrong side of the market";
            case MARKET_CLOSED -> "Market is closed";
            case MAX_ORDER_QUANTITY -> "Your maximum order quantity has been met.";
            case POSITION_LIMIT -> "Your maximum position has been met.";
            case MAX_POSITIONS_REACHED -> "Your maximum number of positions has been met.";
            case INSUFFICIENT_MARGIN -> "Not enough margin";
            case TRADING_LOCKED -> "Trading is locked";
            case LIQUIDATION_ONLY -> "Account may only close positions";
            case EXPIRES_SOON -> "Contract is near its expiration: positions may only be closed";
            case BACK_MONTH -> "Contract month is too far ahead";
            case TOTAL_POSITION_LIMIT -> "Your maximum total position has been met.";
            case UNKNOWN_RECORD -> "Not found";
            case RECORD_CHANGED -> "Changed by somebody else meanwhile";
            case TOO_MANY_RECORDS -> "No more may be added";
            case NO_POSITION -> "There is no position to reduce";
            case NO_QUOTE -> "No quote available";
            case PARENT_REJECTED -> "Parent order is rejected";
            case NO_LIQUIDITY -> "Not enough quantity within reach";
            case ACCOUNT_CLOSED -> "Account is closed";
            case DUPLICATE_NAME -> "Name is taken";
            case DUPLICATE_ORDER_ID -> "Client order id is taken";
            case INVALID_QUANTITY -> "Order Qty is invalid";
            case INVALID_EXPIRY -> "Expire Time is invalid";
            case POSITION_CONDITION_NOT_MET -> "Position does not meet the condition";
            case INVALID_COMMAND -> "Invalid or missed parameters";
        };
    }
}
