package org.outcry.desk.wire;

import org.outcry.engine.command.Rejection;

/** What a person reads about a refusal of the engine. */
public final class Words {
    private Words() {}

    public static String of(Rejection rejection) {
        return switch (rejection) {
            case NONE -> "";
            case INVALID_COMMAND -> "The fields contradict each other.";
            case UNKNOWN_USER -> "The user is not known.";
            case UNKNOWN_ACCOUNT -> "The account is not known.";
            case DUPLICATE_NAME -> "The name is taken.";
            case DUPLICATE_ORDER_ID -> "The account has an order of this id already; nothing was placed.";
            case ACCOUNT_CLOSED -> "The account is closed.";
            case UNKNOWN_ORDER -> "The order is not known.";
            case UNKNOWN_STRATEGY -> "No strategy of this id is running.";
            case UNKNOWN_RECORD -> "The record is not known.";
            case RECORD_CHANGED -> "The record was changed meanwhile; read it again.";
            case TOO_MANY_RECORDS -> "There are as many records as anybody may have.";
            case ORDER_TERMINAL -> "The order has ended.";
            case COMMAND_PENDING ->
                "The order, or a change or cancel of it, is still on its way to the market; read its state and try again.";
            case UNKNOWN_CONTRACT -> "The instrument is not traded here.";
            case CONTRACT_EXPIRED -> "The contract has stopped trading.";
            case UNSUPPORTED_ORDER_TYPE -> "The order type is not supported.";
            case INVALID_QUANTITY -> "The quantity must be from 1 to 100000 contracts.";
            case LIMIT_PRICE_REQUIRED -> "The order type needs limitPrice.";
            case STOP_PRICE_REQUIRED -> "The order type needs stopPrice.";
            case INVALID_PRICE -> "The price is further from the market than the instrument allows.";
            case WRONG_SIDE ->
                "The market has reached the stop price already: a stop to buy belongs above the ask, to sell below the bid;"
                        + " MIT and LIT the other way round.";
            case INVALID_EXPIRY -> "The end of the order must lie ahead.";
            case MARKET_CLOSED -> "The market is closed.";
            case OCO_RESOLVED -> "The OCO group of this id has ended; use a new id.";
            case POSITION_CONDITION_NOT_MET -> "The position is none of those required; nothing was placed.";
            case MAX_POSITIONS_REACHED ->
                "The account has as many open positions as maxPositions allows; nothing was placed.";
            case TRADING_LOCKED -> "Trading is locked for the account.";
            case LIQUIDATION_ONLY -> "The account may only close positions.";
            case EXPIRES_SOON -> "So close to its expiration the contract may only be closed.";
            case BACK_MONTH -> "The account may not trade contracts of so distant a month.";
            case MAX_ORDER_QUANTITY -> "The quantity exceeds the largest order allowed.";
            case POSITION_LIMIT -> "The position would exceed the largest allowed.";
            case TOTAL_POSITION_LIMIT -> "All positions together would exceed the largest allowed.";
            case INSUFFICIENT_MARGIN -> "The account's funds do not cover the margin.";
            case NO_POSITION -> "There is no open position.";
            case NO_QUOTE -> "There is no market to price the order against.";
            case PARENT_REJECTED -> "The order it belongs to was rejected.";
            case NO_LIQUIDITY -> "The market within reach was smaller than the order.";
        };
    }
}
