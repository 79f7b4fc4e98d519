package org.outcry.engine.command;

/**
 * Every reason the engine refuses a command, in order of precedence: the first that applies is the answer.
 *
 * <p>Reasons before {@link #MARKET_CLOSED} mean that the command was malformed or that a gate of its own stopped it: no order and
 * no command is created. From
 * MARKET_CLOSED on the command was understood and risk refused it: {@code PlaceOrder} leaves an order with status
 * REJECTED and {@code ChangeOrder} a command with status RISK_REJECTED, and the outcome carries that id beside the reason.
 */
public enum Rejection {
    NONE,
    /** The command's own fields contradict each other or leave their range. */
    INVALID_COMMAND,
    UNKNOWN_USER,
    UNKNOWN_ACCOUNT,
    /** A user, account or custom order id of that name exists. */
    DUPLICATE_NAME,
    DUPLICATE_ORDER_ID,
    ACCOUNT_CLOSED,
    UNKNOWN_ORDER,
    /** No ATM instance of that id is alive. */
    UNKNOWN_STRATEGY,
    /** No record of that id and kind. */
    UNKNOWN_RECORD,
    /** The record is no longer the version that was to be replaced. */
    RECORD_CHANGED,
    /** The owner has as many records as anybody may have. */
    TOO_MANY_RECORDS,
    /** Filled, canceled, rejected or expired already. */
    ORDER_TERMINAL,
    /** A command on this order is still on its way. */
    COMMAND_PENDING,
    UNKNOWN_CONTRACT,
    CONTRACT_EXPIRED,
    UNSUPPORTED_ORDER_TYPE,
    INVALID_QUANTITY,
    LIMIT_PRICE_REQUIRED,
    STOP_PRICE_REQUIRED,
    /** Price outside the band around the market, or one the contract cannot have. */
    INVALID_PRICE,
    /** A stop or if-touched price that the market has reached already: the order would act at once. */
    WRONG_SIDE,
    INVALID_EXPIRY,
    /** A gate that the caller set. */
    POSITION_CONDITION_NOT_MET,
    /** A gate that the caller set. */
    MAX_POSITIONS_REACHED,
    MARKET_CLOSED,
    /** The OCO id belongs to a group that is already resolved. */
    OCO_RESOLVED,
    /** An administrator or a limit of the account's own has locked it. */
    TRADING_LOCKED,
    /** The account may close positions and nothing else. */
    LIQUIDATION_ONLY,
    /** The contract is so near its last day that the account may only close it. */
    EXPIRES_SOON,
    /** The contract's month lies further ahead than the account may trade. */
    BACK_MONTH,
    MAX_ORDER_QUANTITY,
    POSITION_LIMIT,
    /** A limit over several contracts together. */
    TOTAL_POSITION_LIMIT,
    INSUFFICIENT_MARGIN,
    NO_POSITION,
    /** No market to price against. */
    NO_QUOTE,
    PARENT_REJECTED,
    /** The market within its limit or protection band was smaller than the order: why the rest was canceled. */
    NO_LIQUIDITY
}
