package org.outcry.engine.state;

import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.value.Side;

/**
 * The whole state of the engine as values: one record for each entity, in canonical order (the order of the records
 * below, then by id, then as written). Rows are complete: reading them into an empty engine gives an engine that cannot be
 * told from the one that wrote them.
 */
public sealed interface StateRow {

    /**
     * First row, once.
     *
     * @param nextId next id of the one sequence
     * @param nextPlace next place in a queue at a price level, to keep first come first served
     */
    record Header(long nextId, long nextPlace, long nowNanos, int rulesVersion) implements StateRow {}

    /**
     * @param sessionDate session date the calendar is in, 0 before its first
     * @param ended that session date has ended and no later one is known yet
     */
    record CalendarRow(int calendarId, int sessionDate, boolean ended) implements StateRow {}

    /** A window that has not closed, in order of time. */
    record WindowRow(int calendarId, SessionWindow window) implements StateRow {}

    record ProductRow(Product product) implements StateRow {}

    /**
     * @param marketSequence up to here the market need not be looked at again for the orders at work
     * @param markTicks price for valuation, {@code Prices.NONE} before the first
     * @param markSequence market sequence of that price
     */
    record ContractRow(Contract contract, boolean expired, long marketSequence, long markTicks, long markSequence)
            implements StateRow {}

    record UserRow(long userId, String name, long createdNanos) implements StateRow {}

    record AccountRow(
            long accountId,
            String name,
            long userId,
            boolean live,
            AccountSettings settings,
            long openedNanos,
            int sessionDate,
            long cashMicros,
            long openingCashMicros,
            long startOfDayCashMicros,
            long startOfDayNetLiquidationMicros,
            long realizedDayMicros,
            long realizedWeekMicros,
            long feesDayMicros,
            long commissionDayMicros,
            long feesWeekMicros,
            long lastCashDeltaMicros,
            long marginUsedMicros,
            long marginPositionMicros,
            Peaks peaks,
            long protectionNanos)
            implements StateRow {}

    /**
     * Fields as in {@link Event.PositionChanged}.
     *
     * @param protectionDueNanos when it will be closed for want of a stop, 0 while it needs none,
     *     {@link Long#MAX_VALUE} while the market is closed and no later session is known
     */
    record PositionRow(
            long positionId,
            long accountId,
            int contractId,
            long net,
            long openTicks,
            long bought,
            long boughtTicks,
            long sold,
            long soldTicks,
            long previousNet,
            long previousTicks,
            int sessionDate,
            long protectionDueNanos)
            implements StateRow {}

    /** Displayed contracts an account took from one price level; half of them are back after each second. */
    record TakenRow(long accountId, int contractId, Side bookSide, long priceTicks, int taken, long timeNanos)
            implements StateRow {}

    /**
     * A group of which one cancels the others.
     *
     * @param name the caller's text, "" for attached orders
     * @param lastId highest id given when it was resolved, to know when history covers it; 0 while live
     */
    record OcoRow(long groupId, long accountId, String name, boolean resolved, long lastId, int sessionDate)
            implements StateRow {}

    /**
     * An ATM instance.
     *
     * @param endedNanos when it was closed, 0 before
     * @param doneDate session date it was closed in, 0 before
     * @param lastId highest id given when it was closed, to know when history covers it; 0 before
     */
    record AtmRow(
            long strategyId,
            long accountId,
            int contractId,
            Side side,
            long entryOrderId,
            AtmTemplate template,
            AtmState state,
            long startedNanos,
            long endedNanos,
            int sessionDate,
            int doneDate,
            long lastId)
            implements StateRow {}

    /**
     * An order, live or done.
     *
     * @param strategyId ATM instance it belongs to, 0 for none; that instance's row comes before it while it lives
     * @param baseTicks of an ATM exit: average entry price when it was first woken, {@code Prices.NONE} before
     * @param commandId the command now live at the market (its placement, or its last change)
     * @param ocoGroupId group it is a member of, 0 for none
     * @param ocoOrderId partner named when it was created, 0 for none
     * @param relative prices are still offsets from the entry's average price
     * @param plannedQuantity of a bracket leg: contracts it protects in the end, 0 for the entry's quantity
     * @param dueNanos while PENDING_NEW: it meets the first market at or after this instant
     * @param latencyNanos entry latency used
     * @param seenSequence market events up to here were applied to it
     * @param place place in its price level, 0 when not in the book
     * @param aheadAtJoin contracts ahead when it joined
     * @param ahead contracts still ahead
     * @param traded contracts traded at its price since it joined
     * @param swept it took liquidity on arrival and its rest works at a price the market had already reached
     * @param trailBest best price a trailing or ATM stop has followed, {@code Prices.NONE} for none
     * @param hold what it waits for, NONE once it started
     * @param heldFor the order whose cancel it waits for, 0 for none
     * @param doneDate session date it became terminal in, 0 while live
     * @param lastId highest id given when it became terminal, to know when history covers it; 0 while live
     */
    record OrderRow(
            long orderId,
            long accountId,
            int contractId,
            Side side,
            OrderTerms terms,
            OrderStatus status,
            Rejection rejection,
            long commandId,
            String clientOrderId,
            String ocoGroup,
            long ocoGroupId,
            long ocoOrderId,
            long parentId,
            int bracketGroup,
            long strategyId,
            boolean relative,
            int plannedQuantity,
            long activationNanos,
            boolean reduceOnly,
            boolean automated,
            String text,
            long senderId,
            long createdNanos,
            long changedNanos,
            int sessionDate,
            int filled,
            long filledTicks,
            boolean triggered,
            boolean changed,
            long dueNanos,
            long latencyNanos,
            long seenSequence,
            long place,
            int aheadAtJoin,
            int ahead,
            int traded,
            boolean swept,
            long trailBest,
            Hold hold,
            long heldFor,
            long baseTicks,
            int doneDate,
            long lastId)
            implements StateRow {}

    /** A modify or cancel on its way. {@code terms} are those asked for; a cancel repeats the order's own. */
    record CommandRow(
            long commandId,
            long orderId,
            CommandType type,
            OrderTerms terms,
            long dueNanos,
            long latencyNanos,
            long senderId)
            implements StateRow {}

    /** A command of a waiting exit that a later one has changed; follows its order, the oldest first. */
    record HeldCommandRow(long commandId, long orderId) implements StateRow {}

    /** @param openQuantity contracts of this fill not yet paired */
    record FillRow(Event.Filled fill, Product.Fees fees, int openQuantity) implements StateRow {}

    record PairRow(Event.FillsPaired pair) implements StateRow {}

    /**
     * What limits an account that anything limits; follows the accounts.
     *
     * @param done bits of {@code RiskRule.bit}: what was done already in this session date
     * @param openAtWeekStartMicros open profit when the week began
     * @param retryNanos when closing positions is tried again, 0 for never
     */
    record RiskRow(
            long accountId,
            RiskStatus status,
            AutoLiquidation owner,
            AutoLiquidation trader,
            int done,
            long openAtWeekStartMicros,
            long retryNanos)
            implements StateRow {}

    record PositionLimitRow(PositionLimit limit) implements StateRow {}

    record RiskParameterRow(RiskParameter parameter) implements StateRow {}

    record RecordRow(KeptRecord record) implements StateRow {}

    /** A durable key and the first answer to it, oldest first. */
    record KeyRow(long keyHigh, long keyLow, long timeNanos, Outcome outcome) implements StateRow {}
}
