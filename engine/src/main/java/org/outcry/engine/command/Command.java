package org.outcry.engine.command;

import java.util.List;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.CarriedPosition;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** Everything that can be asked of the engine. Each becomes one entry of the log. */
public sealed interface Command {

    /** Moves business time to the submission's and does nothing else: session ends, expiries and delays fall due. */
    record AdvanceTime() implements Command {}

    /** A behaviour change takes effect here and nowhere else; {@code version} only grows. */
    record ActivateRules(int version) implements Command {}

    /** Adds windows behind those known; windows that start before the last known close are refused. */
    record DefineSessions(int calendarId, List<SessionWindow> windows) implements Command {
        public DefineSessions {
            windows = List.copyOf(windows);
        }
    }

    /** Adds a product, or changes its margins, fees and limits. */
    record DefineProduct(Product product) implements Command {}

    /** Adds a contract. Its terms never change. */
    record DefineContract(Contract contract) implements Command {}

    /** Outcome: user id. Names are unique without regard to case. */
    record CreateUser(String name) implements Command {}

    /**
     * Outcome: account id. Names are unique without regard to case.
     *
     * @param live shown in the live domain of brokerages, else in the demo one; it trades on the simulator either way
     */
    record OpenAccount(String name, long userId, long openingCashMicros, AccountSettings settings, boolean live)
            implements Command {
        /** A demo account. */
        public OpenAccount(String name, long userId, long openingCashMicros, AccountSettings settings) {
            this(name, userId, openingCashMicros, settings, false);
        }
    }

    record ChangeAccount(long accountId, AccountSettings settings) implements Command {}

    record AdjustCash(long accountId, long deltaMicros, CashChangeType type, String comment) implements Command {}

    /**
     * Places an order and whatever is attached to it, all or nothing. Outcome: order id, then the attached ids in order.
     *
     * @param clientOrderId caller's own id, unique in the account for as long as the ledger remembers, "" for none
     * @param ocoGroup free text that creates or joins an OCO group of the account, "" for none
     * @param activationNanos hold the order until then, 0 for at once
     * @param positionCondition bits of {@link org.outcry.engine.order.PositionCondition}
     * @param maxOpenPositions refuse to open a further position when the account has this many, 0 for no check
     * @param reduceOnly never fill beyond flat
     * @param text free label, at most 64 characters
     * @param tag what the client says of it
     * @param market the market at its arrival, {@link MarketSnapshot#UNKNOWN} to wait for the feed
     */
    record PlaceOrder(
            long accountId,
            int contractId,
            Side side,
            OrderTerms terms,
            String clientOrderId,
            String ocoGroup,
            long activationNanos,
            int positionCondition,
            int maxOpenPositions,
            boolean reduceOnly,
            boolean automated,
            String text,
            List<AttachedOrder> attached,
            CommandTag tag,
            MarketSnapshot market)
            implements Command {
        public PlaceOrder {
            attached = List.copyOf(attached);
        }

        /** An order of which its client says nothing more. */
        public PlaceOrder(
                long accountId,
                int contractId,
                Side side,
                OrderTerms terms,
                String clientOrderId,
                String ocoGroup,
                long activationNanos,
                int positionCondition,
                int maxOpenPositions,
                boolean reduceOnly,
                boolean automated,
                String text,
                List<AttachedOrder> attached,
                MarketSnapshot market) {
            this(
                    accountId,
                    contractId,
                    side,
                    terms,
                    clientOrderId,
                    ocoGroup,
                    activationNanos,
                    positionCondition,
                    maxOpenPositions,
                    reduceOnly,
                    automated,
                    text,
                    attached,
                    CommandTag.NONE,
                    market);
        }

        /** The same order for another side or size, held until an instant. */
        public PlaceOrder with(Side otherSide, OrderTerms otherTerms, long startNanos, boolean onlyReduces) {
            return new PlaceOrder(
                    accountId,
                    contractId,
                    otherSide,
                    otherTerms,
                    clientOrderId,
                    ocoGroup,
                    startNanos,
                    positionCondition,
                    maxOpenPositions,
                    onlyReduces,
                    automated,
                    text,
                    attached,
                    tag,
                    market);
        }

        /** The same order with these attached to it. */
        public PlaceOrder withAttached(List<AttachedOrder> others) {
            return new PlaceOrder(
                    accountId,
                    contractId,
                    side,
                    terms,
                    clientOrderId,
                    ocoGroup,
                    activationNanos,
                    positionCondition,
                    maxOpenPositions,
                    reduceOnly,
                    automated,
                    text,
                    others,
                    tag,
                    market);
        }

        public static PlaceOrder of(
                long accountId, int contractId, Side side, OrderTerms terms, MarketSnapshot market) {
            return new PlaceOrder(
                    accountId, contractId, side, terms, "", "", 0, 0, 0, false, false, "", List.of(), market);
        }
    }

    /**
     * Clears the way for an order and places it behind, as one step: a crash cannot leave half of it, and a repeat of the key
     * does not do it twice. The order and its legs exist at once, held ({@link org.outcry.engine.order.Hold}). What risk refuses
     * clears nothing. Outcome: order id; then the attached ids in order, then the ids of what it asked to cancel and of the
     * closing order.
     *
     * @param orderId the order to cancel for {@link Clearing#ORDER}, else 0
     * @param patienceNanos when a held order starts at the latest, from now; up to one minute, 0 for {@link Clearing#ORDER}
     * @param place for a position a quantity of 0 means the reversal: the other side, as many contracts as are open
     */
    record ClearAndPlace(Clearing clearing, long orderId, long patienceNanos, PlaceOrder place) implements Command {}

    /**
     * As {@link ClearAndPlace} and {@link PlaceAtm} in one: the order that starts behind what is cleared is the entry of an ATM
     * instance. Outcome: order id; then the id of the instance, its exits, and the ids of what was asked to cancel and of the closing
     * order. INVALID_COMMAND for {@link Clearing#EXITS}, and wherever {@link PlaceAtm} has it.
     */
    record ClearAndPlaceAtm(ClearAndPlace clear, AtmTemplate template) implements Command {}

    /**
     * Places an order whose exits are managed by an ATM template, all or nothing. Outcome: order id, then the id of the ATM
     * instance, then the exits in order of their brackets, target before stop. INVALID_COMMAND when the template has a
     * {@link AtmTemplate#problem}, or the entry brings attached orders of its own.
     */
    record PlaceAtm(PlaceOrder entry, AtmTemplate template) implements Command {}

    /**
     * Cancels the orders of an ATM instance and closes what it still holds; repeats itself for what its entry fills before
     * its cancel arrives. Outcome: id of the closing order, 0 when nothing is held, then the ids of the orders it asked to
     * cancel. UNKNOWN_STRATEGY; MARKET_CLOSED when it is to close contracts and the market is closed: nothing is done.
     *
     * @param keepsPosition cancels its orders only; what it holds stays, without exits
     */
    record CloseAtm(long strategyId, boolean keepsPosition, MarketSnapshot market) implements Command {
        /** With what it holds. */
        public CloseAtm(long strategyId, MarketSnapshot market) {
            this(strategyId, false, market);
        }
    }

    /**
     * Whether a position of the account may stand without a stop.
     *
     * @param withinNanos a position that is not covered by working stops for this long is closed and its orders canceled;
     *     one second to one day, 0 for no such rule
     */
    record RequireProtection(long accountId, long withinNanos) implements Command {}

    /**
     * Replaces the terms of a live order. Outcome: command id.
     *
     * @param terms quantity 0 keeps the order's own, and so does {@code Prices.NONE} for a price its type has: what is kept is what
     *     holds when the change is applied, so that a leg that grew or a stop that trailed meanwhile is not set back
     * @param text free label of the new version, "" to keep the order's own
     * @param tag what the client says of it
     */
    record ChangeOrder(
            long orderId, OrderTerms terms, boolean automated, String text, CommandTag tag, MarketSnapshot market)
            implements Command {
        /** A change of which its client says nothing more. */
        public ChangeOrder(long orderId, OrderTerms terms, MarketSnapshot market) {
            this(orderId, terms, false, "", CommandTag.NONE, market);
        }
    }

    /**
     * Outcome: command id.
     *
     * @param tag what the client says of it
     */
    record CancelOrder(long orderId, boolean automated, CommandTag tag, MarketSnapshot market) implements Command {
        /** A cancel of which its client says nothing more. */
        public CancelOrder(long orderId, MarketSnapshot market) {
            this(orderId, false, CommandTag.NONE, market);
        }
    }

    /**
     * Cancels every live order that matches all filters. Outcome: ids of the orders it asked to cancel.
     *
     * @param accountIds accounts meant, never empty
     * @param contractId 0 for all
     * @param orderIds empty for all
     */
    record CancelOrders(List<Long> accountIds, int contractId, List<Long> orderIds) implements Command {
        public CancelOrders {
            accountIds = List.copyOf(accountIds);
            orderIds = List.copyOf(orderIds);
        }
    }

    /**
     * Closes part of one position with an opposite reduce-only market order; working orders stay. Outcome: order id.
     *
     * @param quantity contracts, capped at the open size
     */
    record ReducePosition(long accountId, int contractId, int quantity, MarketSnapshot market) implements Command {}

    /**
     * Cancels orders and closes positions that match all filters, as one step. Outcome: ids of closing orders, then of
     * canceled orders; {@code id} holds how many of them are closing orders.
     *
     * @param accountIds accounts meant, never empty
     * @param contractId 0 for all
     * @param longs close long positions
     * @param shorts close short positions
     * @param automated whether a program and no person asks for it: what closing orders say of themselves
     * @param tag what the client says of them
     * @param markets markets of contracts that are known to be involved; others wait for the feed
     */
    record Flatten(
            List<Long> accountIds,
            int contractId,
            boolean longs,
            boolean shorts,
            boolean cancelOrders,
            boolean automated,
            CommandTag tag,
            List<MarketSnapshot> markets)
            implements Command {
        public Flatten {
            accountIds = List.copyOf(accountIds);
            markets = List.copyOf(markets);
        }

        /** One of which its client says nothing more. */
        public Flatten(
                List<Long> accountIds,
                int contractId,
                boolean longs,
                boolean shorts,
                boolean cancelOrders,
                List<MarketSnapshot> markets) {
            this(accountIds, contractId, longs, shorts, cancelOrders, true, CommandTag.NONE, markets);
        }
    }

    /**
     * A market that may move orders: the snapshot after, and the trades that led to it, oldest first. An update applies
     * only to orders that had not yet seen its sequence, so that the feed may submit an earlier one again when the watch changes.
     *
     * @param untilNanos the market has no event after {@code market.sequence()} up to here, so that it is also the market of every
     *     instant between: what falls due up to here meets it. Nanoseconds UTC, never before {@code market.timeNanos()}
     */
    record UpdateMarket(MarketSnapshot market, List<Trade> trades, long untilNanos) implements Command {
        public UpdateMarket {
            trades = List.copyOf(trades);
            untilNanos = Math.max(untilNanos, market.timeNanos());
        }

        /** The market of one instant. */
        public UpdateMarket(MarketSnapshot market, List<Trade> trades) {
            this(market, trades, market.timeNanos());
        }
    }

    /** A sampled price for valuation; it moves no order. */
    record Mark(int contractId, long sequence, long priceTicks) implements Command {}

    /** An administrator's decision about an account; NORMAL also lifts what its limits did. Outcome: account id. */
    record SetAdminAction(long accountId, AdminAction action) implements Command {}

    /**
     * Limits of an account that act by themselves. Outcome: account id.
     *
     * @param byOwner the owner's; else the trader's own on top, of which drawdown, flatten time and unlocking do not count
     */
    record SetAutoLiquidation(long accountId, boolean byOwner, AutoLiquidation rules) implements Command {}

    /** Sets the value a drawdown is measured from. Outcome: account id. */
    record SetMaxNetLiquidation(long accountId, long micros) implements Command {}

    /** Lifts what limits did to an account; an administrator's decision stays. Outcome: account id. */
    record ClearBreaches(long accountId) implements Command {}

    /** Creates a position limit (id 0) or replaces it. Outcome: its id. UNKNOWN_RECORD, TOO_MANY_RECORDS. */
    record KeepPositionLimit(PositionLimit limit) implements Command {}

    /** Removes a position limit and its parameters. UNKNOWN_RECORD. */
    record RemovePositionLimit(long limitId) implements Command {}

    /** Creates a risk parameter (id 0) or replaces it. Outcome: its id. UNKNOWN_RECORD, TOO_MANY_RECORDS. */
    record KeepRiskParameter(RiskParameter parameter) implements Command {}

    /** UNKNOWN_RECORD. */
    record RemoveRiskParameter(long parameterId) implements Command {}

    /**
     * Puts an account back to how a session date began for it. Outcome: account id.
     *
     * @param cashMicros and the rest: as they were then
     * @param maxNetLiquidationMicros value a drawdown is measured from, {@link Long#MIN_VALUE} for what the account is then worth
     */
    record ResetAccount(
            long accountId,
            int sessionDate,
            long cashMicros,
            long realizedWeekMicros,
            long feesWeekMicros,
            long maxNetLiquidationMicros,
            List<CarriedPosition> positions)
            implements Command {
        public ResetAccount {
            positions = List.copyOf(positions);
        }
    }

    /**
     * Creates or replaces a {@link org.outcry.engine.record.KeptRecord}. Outcome: its id. UNKNOWN_RECORD when there is none of that
     * id and kind; DUPLICATE_NAME with the id of the record that has the key; TOO_MANY_RECORDS; RECORD_CHANGED with the version it
     * has.
     *
     * @param recordId 0 to create
     * @param userId owner; a replacement leaves owner and account as they are
     * @param ifVersion replace only this version, 0 for any
     */
    record KeepRecord(
            long recordId, String kind, long userId, long accountId, String uniqueKey, String document, int ifVersion)
            implements Command {}

    /** Outcome: its id. UNKNOWN_RECORD when there is none of that id and kind. */
    record RemoveRecord(long recordId, String kind) implements Command {}

    /**
     * Several commands as one entry of the log, in order: a crash cannot leave half of them. Each is looked at before the first is
     * done; what is refused then refuses all with its reason, and nothing is done. Parts are {@link Flatten}, {@link ChangeOrder},
     * {@link CancelOrder}, {@link CreateUser}, {@link OpenAccount}, {@link AdjustCash}, {@link SetAdminAction},
     * {@link SetAutoLiquidation}, {@link KeepPositionLimit} and {@link KeepRiskParameter} to create, {@link KeepRecord} and
     * {@link RemoveRecord}; others, none, more than {@link #MOST}, two about one order or one record, two that change cash, or more
     * than one user or account made are INVALID_COMMAND. A key that an earlier part frees is not free yet.
     * What the market does of an earlier part (a changed order fills and cancels its partner) leaves a later part out. Outcome: id of
     * the first part, then the ids of all parts in order, 0 for one that has none or was left out.
     */
    record Together(List<Command> parts) implements Command {
        /** Parts of one command. */
        public static final int MOST = 1_024;
        /**
         * As an account or the owner of a record: the one made before in the same command. As the limit of a parameter: the one kept
         * before. Written out in the key and the document of a record of either: its id.
         */
        public static final long MADE = Long.MIN_VALUE;

        public Together {
            parts = List.copyOf(parts);
        }
    }

    /**
     * History is durable for every entity whose id is at most this one: terminal orders, their fills and pairs leave once
     * they are covered and their session date has ended.
     */
    record ReleaseHistory(long upToId) implements Command {}
}
