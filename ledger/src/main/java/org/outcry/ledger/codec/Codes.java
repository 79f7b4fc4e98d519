package org.outcry.ledger.codec;

import java.util.Optional;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.FillExplanation.Rule;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Side;
import org.outcry.ledger.codec.sbe.AtmStateCode;
import org.outcry.ledger.codec.sbe.CashChangeCode;
import org.outcry.ledger.codec.sbe.ClearingCode;
import org.outcry.ledger.codec.sbe.CommandTypeCode;
import org.outcry.ledger.codec.sbe.FillModelCode;
import org.outcry.ledger.codec.sbe.FillRuleCode;
import org.outcry.ledger.codec.sbe.Flag;
import org.outcry.ledger.codec.sbe.HoldCode;
import org.outcry.ledger.codec.sbe.OrderStatusCode;
import org.outcry.ledger.codec.sbe.OrderTypeCode;
import org.outcry.ledger.codec.sbe.RejectionCode;
import org.outcry.ledger.codec.sbe.RelationCode;
import org.outcry.ledger.codec.sbe.SideCode;
import org.outcry.ledger.codec.sbe.TimeInForceCode;
import org.outcry.ledger.codec.sbe.TriggerSourceCode;

/** The engine's words and their numbers in the log, one pair for each family. */
final class Codes {

    private Codes() {}

    static RuntimeException unknown(String family) {
        return new IllegalArgumentException("unknown " + family);
    }

    static Flag of(boolean value) {
        return value ? Flag.YES : Flag.NO;
    }

    static boolean of(Flag flag) {
        return switch (flag) {
            case YES -> true;
            case NO -> false;
            case NULL_VAL -> throw unknown("flag");
        };
    }

    static AtmStateCode of(AtmState state) {
        return switch (state) {
            case ACTIVE -> AtmStateCode.ACTIVE;
            case CLOSING -> AtmStateCode.CLOSING;
            case RELEASING -> AtmStateCode.RELEASING;
            case CLOSED -> AtmStateCode.CLOSED;
        };
    }

    static AtmState of(AtmStateCode code) {
        return switch (code) {
            case ACTIVE -> AtmState.ACTIVE;
            case CLOSING -> AtmState.CLOSING;
            case RELEASING -> AtmState.RELEASING;
            case CLOSED -> AtmState.CLOSED;
            case NULL_VAL -> throw unknown("ATM state");
        };
    }

    static SideCode of(Side side) {
        return switch (side) {
            case BUY -> SideCode.BUY;
            case SELL -> SideCode.SELL;
        };
    }

    static Side of(SideCode code) {
        return switch (code) {
            case BUY -> Side.BUY;
            case SELL -> Side.SELL;
            case NULL_VAL -> throw unknown("side");
        };
    }

    static OrderTypeCode of(OrderType type) {
        return switch (type) {
            case MARKET -> OrderTypeCode.MARKET;
            case LIMIT -> OrderTypeCode.LIMIT;
            case STOP -> OrderTypeCode.STOP;
            case STOP_LIMIT -> OrderTypeCode.STOP_LIMIT;
            case MIT -> OrderTypeCode.MIT;
            case LIMIT_IF_TOUCHED -> OrderTypeCode.LIMIT_IF_TOUCHED;
            case TRAILING_STOP -> OrderTypeCode.TRAILING_STOP;
            case TRAILING_STOP_LIMIT -> OrderTypeCode.TRAILING_STOP_LIMIT;
        };
    }

    static OrderType of(OrderTypeCode code) {
        return switch (code) {
            case MARKET -> OrderType.MARKET;
            case LIMIT -> OrderType.LIMIT;
            case STOP -> OrderType.STOP;
            case STOP_LIMIT -> OrderType.STOP_LIMIT;
            case MIT -> OrderType.MIT;
            case LIMIT_IF_TOUCHED -> OrderType.LIMIT_IF_TOUCHED;
            case TRAILING_STOP -> OrderType.TRAILING_STOP;
            case TRAILING_STOP_LIMIT -> OrderType.TRAILING_STOP_LIMIT;
            case NULL_VAL -> throw unknown("order type");
        };
    }

    static TimeInForceCode of(TimeInForce timeInForce) {
        return switch (timeInForce) {
            case DAY -> TimeInForceCode.DAY;
            case GTC -> TimeInForceCode.GTC;
            case GTD -> TimeInForceCode.GTD;
            case IOC -> TimeInForceCode.IOC;
            case FOK -> TimeInForceCode.FOK;
        };
    }

    static TimeInForce of(TimeInForceCode code) {
        return switch (code) {
            case DAY -> TimeInForce.DAY;
            case GTC -> TimeInForce.GTC;
            case GTD -> TimeInForce.GTD;
            case IOC -> TimeInForce.IOC;
            case FOK -> TimeInForce.FOK;
            case NULL_VAL -> throw unknown("time in force");
        };
    }

    static RelationCode of(Relation relation) {
        return switch (relation) {
            case OCO -> RelationCode.OCO;
            case BRACKET -> RelationCode.BRACKET;
        };
    }

    static Relation of(RelationCode code) {
        return switch (code) {
            case OCO -> Relation.OCO;
            case BRACKET -> Relation.BRACKET;
            case NULL_VAL -> throw unknown("relation");
        };
    }

    static FillModelCode of(FillModel model) {
        return switch (model) {
            case TOUCH -> FillModelCode.TOUCH;
            case QUEUE -> FillModelCode.QUEUE;
            case THROUGH -> FillModelCode.THROUGH;
        };
    }

    static FillModel of(FillModelCode code) {
        return switch (code) {
            case TOUCH -> FillModel.TOUCH;
            case QUEUE -> FillModel.QUEUE;
            case THROUGH -> FillModel.THROUGH;
            case NULL_VAL -> throw unknown("fill model");
        };
    }

    static TriggerSourceCode of(TriggerSource source) {
        return switch (source) {
            case LAST -> TriggerSourceCode.LAST;
            case BID_ASK -> TriggerSourceCode.BID_ASK;
        };
    }

    static TriggerSource of(TriggerSourceCode code) {
        return switch (code) {
            case LAST -> TriggerSource.LAST;
            case BID_ASK -> TriggerSource.BID_ASK;
            case NULL_VAL -> throw unknown("trigger source");
        };
    }

    static ClearingCode of(Clearing value) {
        return switch (value) {
            case ORDER -> ClearingCode.ORDER;
            case POSITION -> ClearingCode.POSITION;
            case OPEN_POSITION -> ClearingCode.OPEN_POSITION;
            case EXITS -> ClearingCode.EXITS;
        };
    }

    /** Empty for an order that clears nothing. */
    static Optional<Clearing> of(ClearingCode code) {
        return switch (code) {
            case NOTHING -> Optional.empty();
            case ORDER -> Optional.of(Clearing.ORDER);
            case POSITION -> Optional.of(Clearing.POSITION);
            case OPEN_POSITION -> Optional.of(Clearing.OPEN_POSITION);
            case EXITS -> Optional.of(Clearing.EXITS);
            case NULL_VAL -> throw unknown("clearing");
        };
    }

    static HoldCode of(Hold value) {
        return switch (value) {
            case NONE -> HoldCode.NONE;
            case ORDER -> HoldCode.ORDER;
            case FLAT -> HoldCode.FLAT;
            case EXIT -> HoldCode.EXIT;
        };
    }

    static Hold of(HoldCode code) {
        return switch (code) {
            case NONE -> Hold.NONE;
            case ORDER -> Hold.ORDER;
            case FLAT -> Hold.FLAT;
            case EXIT -> Hold.EXIT;
            case NULL_VAL -> throw unknown("hold");
        };
    }

    static CashChangeCode of(CashChangeType type) {
        return switch (type) {
            case OPENING_BALANCE -> CashChangeCode.OPENING_BALANCE;
            case NEW_SESSION -> CashChangeCode.NEW_SESSION;
            case TRADE_PAIRED -> CashChangeCode.TRADE_PAIRED;
            case COMMISSION -> CashChangeCode.COMMISSION;
            case EXCHANGE_FEE -> CashChangeCode.EXCHANGE_FEE;
            case CLEARING_FEE -> CashChangeCode.CLEARING_FEE;
            case NFA_FEE -> CashChangeCode.NFA_FEE;
            case BROKERAGE_FEE -> CashChangeCode.BROKERAGE_FEE;
            case MANUAL_ADJUSTMENT -> CashChangeCode.MANUAL_ADJUSTMENT;
            case COURTESY -> CashChangeCode.COURTESY;
            case DEBIT -> CashChangeCode.DEBIT;
            case FUND_TRANSACTION -> CashChangeCode.FUND_TRANSACTION;
            case CHALLENGE_PAYOUT -> CashChangeCode.CHALLENGE_PAYOUT;
        };
    }

    static CashChangeType of(CashChangeCode code) {
        return switch (code) {
            case OPENING_BALANCE -> CashChangeType.OPENING_BALANCE;
            case NEW_SESSION -> CashChangeType.NEW_SESSION;
            case TRADE_PAIRED -> CashChangeType.TRADE_PAIRED;
            case COMMISSION -> CashChangeType.COMMISSION;
            case EXCHANGE_FEE -> CashChangeType.EXCHANGE_FEE;
            case CLEARING_FEE -> CashChangeType.CLEARING_FEE;
            case NFA_FEE -> CashChangeType.NFA_FEE;
            case BROKERAGE_FEE -> CashChangeType.BROKERAGE_FEE;
            case MANUAL_ADJUSTMENT -> CashChangeType.MANUAL_ADJUSTMENT;
            case COURTESY -> CashChangeType.COURTESY;
            case DEBIT -> CashChangeType.DEBIT;
            case FUND_TRANSACTION -> CashChangeType.FUND_TRANSACTION;
            case CHALLENGE_PAYOUT -> CashChangeType.CHALLENGE_PAYOUT;
            case NULL_VAL -> throw unknown("cash change");
        };
    }

    static OrderStatusCode of(OrderStatus value) {
        return switch (value) {
            case UNKNOWN -> OrderStatusCode.UNKNOWN;
            case PENDING_NEW -> OrderStatusCode.PENDING_NEW;
            case WORKING -> OrderStatusCode.WORKING;
            case SUSPENDED -> OrderStatusCode.SUSPENDED;
            case FILLED -> OrderStatusCode.FILLED;
            case CANCELED -> OrderStatusCode.CANCELED;
            case REJECTED -> OrderStatusCode.REJECTED;
            case EXPIRED -> OrderStatusCode.EXPIRED;
        };
    }

    static OrderStatus of(OrderStatusCode code) {
        return switch (code) {
            case UNKNOWN -> OrderStatus.UNKNOWN;
            case PENDING_NEW -> OrderStatus.PENDING_NEW;
            case WORKING -> OrderStatus.WORKING;
            case SUSPENDED -> OrderStatus.SUSPENDED;
            case FILLED -> OrderStatus.FILLED;
            case CANCELED -> OrderStatus.CANCELED;
            case REJECTED -> OrderStatus.REJECTED;
            case EXPIRED -> OrderStatus.EXPIRED;
            case NULL_VAL -> throw unknown("order status");
        };
    }

    static CommandTypeCode of(CommandType value) {
        return switch (value) {
            case NEW -> CommandTypeCode.NEW;
            case MODIFY -> CommandTypeCode.MODIFY;
            case CANCEL -> CommandTypeCode.CANCEL;
        };
    }

    static CommandType of(CommandTypeCode code) {
        return switch (code) {
            case NEW -> CommandType.NEW;
            case MODIFY -> CommandType.MODIFY;
            case CANCEL -> CommandType.CANCEL;
            case NULL_VAL -> throw unknown("command type");
        };
    }

    static FillRuleCode of(Rule value) {
        return switch (value) {
            case TAKER -> FillRuleCode.TAKER;
            case SLIPPAGE -> FillRuleCode.SLIPPAGE;
            case QUEUE -> FillRuleCode.QUEUE;
            case THROUGH -> FillRuleCode.THROUGH;
            case TOUCH -> FillRuleCode.TOUCH;
            case SETTLEMENT -> FillRuleCode.SETTLEMENT;
        };
    }

    static Rule of(FillRuleCode code) {
        return switch (code) {
            case TAKER -> Rule.TAKER;
            case SLIPPAGE -> Rule.SLIPPAGE;
            case QUEUE -> Rule.QUEUE;
            case THROUGH -> Rule.THROUGH;
            case TOUCH -> Rule.TOUCH;
            case SETTLEMENT -> Rule.SETTLEMENT;
            case NULL_VAL -> throw unknown("fill rule");
        };
    }

    static RejectionCode of(Rejection value) {
        return switch (value) {
            case NONE -> RejectionCode.NONE;
            case INVALID_COMMAND -> RejectionCode.INVALID_COMMAND;
            case UNKNOWN_USER -> RejectionCode.UNKNOWN_USER;
            case UNKNOWN_ACCOUNT -> RejectionCode.UNKNOWN_ACCOUNT;
            case DUPLICATE_NAME -> RejectionCode.DUPLICATE_NAME;
            case DUPLICATE_ORDER_ID -> RejectionCode.DUPLICATE_ORDER_ID;
            case ACCOUNT_CLOSED -> RejectionCode.ACCOUNT_CLOSED;
            case UNKNOWN_ORDER -> RejectionCode.UNKNOWN_ORDER;
            case UNKNOWN_RECORD -> RejectionCode.UNKNOWN_RECORD;
            case RECORD_CHANGED -> RejectionCode.RECORD_CHANGED;
            case TOO_MANY_RECORDS -> RejectionCode.TOO_MANY_RECORDS;
            case ORDER_TERMINAL -> RejectionCode.ORDER_TERMINAL;
            case UNKNOWN_STRATEGY -> RejectionCode.UNKNOWN_STRATEGY;
            case COMMAND_PENDING -> RejectionCode.COMMAND_PENDING;
            case UNKNOWN_CONTRACT -> RejectionCode.UNKNOWN_CONTRACT;
            case CONTRACT_EXPIRED -> RejectionCode.CONTRACT_EXPIRED;
            case UNSUPPORTED_ORDER_TYPE -> RejectionCode.UNSUPPORTED_ORDER_TYPE;
            case INVALID_QUANTITY -> RejectionCode.INVALID_QUANTITY;
            case LIMIT_PRICE_REQUIRED -> RejectionCode.LIMIT_PRICE_REQUIRED;
            case STOP_PRICE_REQUIRED -> RejectionCode.STOP_PRICE_REQUIRED;
            case INVALID_PRICE -> RejectionCode.INVALID_PRICE;
            case WRONG_SIDE -> RejectionCode.WRONG_SIDE;
            case INVALID_EXPIRY -> RejectionCode.INVALID_EXPIRY;
            case MARKET_CLOSED -> RejectionCode.MARKET_CLOSED;
            case OCO_RESOLVED -> RejectionCode.OCO_RESOLVED;
            case TRADING_LOCKED -> RejectionCode.TRADING_LOCKED;
            case LIQUIDATION_ONLY -> RejectionCode.LIQUIDATION_ONLY;
            case EXPIRES_SOON -> RejectionCode.EXPIRES_SOON;
            case BACK_MONTH -> RejectionCode.BACK_MONTH;
            case POSITION_CONDITION_NOT_MET -> RejectionCode.POSITION_CONDITION_NOT_MET;
            case MAX_POSITIONS_REACHED -> RejectionCode.MAX_POSITIONS_REACHED;
            case MAX_ORDER_QUANTITY -> RejectionCode.MAX_ORDER_QUANTITY;
            case POSITION_LIMIT -> RejectionCode.POSITION_LIMIT;
            case TOTAL_POSITION_LIMIT -> RejectionCode.TOTAL_POSITION_LIMIT;
            case INSUFFICIENT_MARGIN -> RejectionCode.INSUFFICIENT_MARGIN;
            case NO_POSITION -> RejectionCode.NO_POSITION;
            case NO_QUOTE -> RejectionCode.NO_QUOTE;
            case PARENT_REJECTED -> RejectionCode.PARENT_REJECTED;
            case NO_LIQUIDITY -> RejectionCode.NO_LIQUIDITY;
        };
    }

    static Rejection of(RejectionCode code) {
        return switch (code) {
            case NONE -> Rejection.NONE;
            case INVALID_COMMAND -> Rejection.INVALID_COMMAND;
            case UNKNOWN_USER -> Rejection.UNKNOWN_USER;
            case UNKNOWN_ACCOUNT -> Rejection.UNKNOWN_ACCOUNT;
            case DUPLICATE_NAME -> Rejection.DUPLICATE_NAME;
            case DUPLICATE_ORDER_ID -> Rejection.DUPLICATE_ORDER_ID;
            case ACCOUNT_CLOSED -> Rejection.ACCOUNT_CLOSED;
            case UNKNOWN_ORDER -> Rejection.UNKNOWN_ORDER;
            case UNKNOWN_RECORD -> Rejection.UNKNOWN_RECORD;
            case RECORD_CHANGED -> Rejection.RECORD_CHANGED;
            case TOO_MANY_RECORDS -> Rejection.TOO_MANY_RECORDS;
            case ORDER_TERMINAL -> Rejection.ORDER_TERMINAL;
            case UNKNOWN_STRATEGY -> Rejection.UNKNOWN_STRATEGY;
            case COMMAND_PENDING -> Rejection.COMMAND_PENDING;
            case UNKNOWN_CONTRACT -> Rejection.UNKNOWN_CONTRACT;
            case CONTRACT_EXPIRED -> Rejection.CONTRACT_EXPIRED;
            case UNSUPPORTED_ORDER_TYPE -> Rejection.UNSUPPORTED_ORDER_TYPE;
            case INVALID_QUANTITY -> Rejection.INVALID_QUANTITY;
            case LIMIT_PRICE_REQUIRED -> Rejection.LIMIT_PRICE_REQUIRED;
            case STOP_PRICE_REQUIRED -> Rejection.STOP_PRICE_REQUIRED;
            case INVALID_PRICE -> Rejection.INVALID_PRICE;
            case WRONG_SIDE -> Rejection.WRONG_SIDE;
            case INVALID_EXPIRY -> Rejection.INVALID_EXPIRY;
            case MARKET_CLOSED -> Rejection.MARKET_CLOSED;
            case OCO_RESOLVED -> Rejection.OCO_RESOLVED;
            case TRADING_LOCKED -> Rejection.TRADING_LOCKED;
            case LIQUIDATION_ONLY -> Rejection.LIQUIDATION_ONLY;
            case EXPIRES_SOON -> Rejection.EXPIRES_SOON;
            case BACK_MONTH -> Rejection.BACK_MONTH;
            case POSITION_CONDITION_NOT_MET -> Rejection.POSITION_CONDITION_NOT_MET;
            case MAX_POSITIONS_REACHED -> Rejection.MAX_POSITIONS_REACHED;
            case MAX_ORDER_QUANTITY -> Rejection.MAX_ORDER_QUANTITY;
            case POSITION_LIMIT -> Rejection.POSITION_LIMIT;
            case TOTAL_POSITION_LIMIT -> Rejection.TOTAL_POSITION_LIMIT;
            case INSUFFICIENT_MARGIN -> Rejection.INSUFFICIENT_MARGIN;
            case NO_POSITION -> Rejection.NO_POSITION;
            case NO_QUOTE -> Rejection.NO_QUOTE;
            case PARENT_REJECTED -> Rejection.PARENT_REJECTED;
            case NO_LIQUIDITY -> Rejection.NO_LIQUIDITY;
            case NULL_VAL -> throw unknown("rejection");
        };
    }
}
