package org.outcry.engine.event;

import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskLevel;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskRule;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.value.Side;

/**
 * Everything that can have happened. Ids come from one sequence. An order, its first command and its first version share
 * one id; a modify's command and version share another; an execution report shares the id of the command report that
 * caused it; a fill and its fees share one.
 */
public sealed interface Event {

    record SessionsDefined(int calendarId) implements Event {}

    record ProductDefined(Product product) implements Event {}

    record ContractDefined(Contract contract) implements Event {}

    /** The contract stopped trading; open positions were settled at this price. */
    record ContractExpired(int contractId, long settlementTicks) implements Event {}

    record UserCreated(long userId, String name, long timeNanos) implements Event {}

    record AccountOpened(
            long accountId,
            String name,
            long userId,
            AccountSettings settings,
            boolean live,
            long timeNanos,
            int sessionDate)
            implements Event {}

    record AccountChanged(long accountId, AccountSettings settings) implements Event {}

    /**
     * An order, its New command and its first version were created.
     *
     * @param strategyId ATM instance it belongs to, 0 for none
     * @param relative prices are offsets from the average price of its entry until that fills
     * @param tag what the client said of it
     */
    record OrderCreated(
            long orderId,
            long accountId,
            int contractId,
            Side side,
            OrderTerms terms,
            String clientOrderId,
            String ocoGroup,
            long ocoOrderId,
            long parentId,
            int bracketGroup,
            long strategyId,
            long activationNanos,
            boolean reduceOnly,
            boolean automated,
            boolean relative,
            String text,
            CommandTag tag,
            long senderId,
            long timeNanos,
            int sessionDate)
            implements Event {}

    /**
     * A modify or cancel was created; a modify carries its new version.
     *
     * @param text label of the new version, "" for the order's own
     * @param tag what the client said of it
     */
    record CommandCreated(
            long commandId,
            long orderId,
            CommandType type,
            OrderTerms terms,
            boolean automated,
            String text,
            CommandTag tag,
            long senderId,
            long timeNanos)
            implements Event {}

    /** A modify or cancel was refused before it became a command; the order stays as it is. */
    record CommandRefused(long orderId, CommandType type, Rejection rejection, long senderId, long timeNanos)
            implements Event {}

    record CommandReported(
            long reportId, long commandId, long orderId, CommandStatus status, Rejection rejection, long timeNanos)
            implements Event {}

    /** Terms changed without a client's command: a trailing or ATM stop moved, a leg followed its entry, a partner filled. */
    record OrderAdjusted(long orderId, OrderTerms terms, long timeNanos) implements Event {}

    /** A stop or if-touched order met its trigger price; from here on it acts as a market or limit order. */
    record OrderTriggered(long orderId, long marketSequence, long timeNanos) implements Event {}

    record OrderStatusChanged(long orderId, OrderStatus status, long timeNanos) implements Event {}

    /**
     * @param cumulativeQuantity contracts filled so far
     * @param cumulativeTicks sum of price times quantity of all fills, in ticks: average price is this over the quantity
     * @param lastQuantity contracts of this execution, 0 unless {@link ExecutionType#TRADE}
     */
    record ExecutionReported(
            long reportId,
            long commandId,
            long orderId,
            ExecutionType type,
            OrderStatus status,
            int cumulativeQuantity,
            long cumulativeTicks,
            int lastQuantity,
            long lastTicks,
            Rejection rejection,
            long timeNanos)
            implements Event {}

    /** One execution of one order. {@code netPosition} is the position after it. */
    record Filled(
            long fillId,
            long orderId,
            long accountId,
            int contractId,
            Side side,
            int quantity,
            long priceTicks,
            long netPosition,
            boolean opening,
            long timeNanos,
            int sessionDate,
            FillExplanation explanation)
            implements Event {}

    record FeesCharged(long fillId, long accountId, int contractId, int quantity, Product.Fees fees) implements Event {}

    /** A closing fill met opening ones, first in first out. Realized profit is exact. */
    record FillsPaired(
            long pairId,
            long positionId,
            long accountId,
            int contractId,
            long buyFillId,
            long sellFillId,
            int quantity,
            long buyTicks,
            long sellTicks,
            long realizedMicros,
            int sessionDate)
            implements Event {}

    /**
     * @param openTicks sum of price times quantity over the open fills, so the average price is exact: openTicks / abs(net)
     * @param boughtTicks sum of price times quantity bought in this session date
     * @param previousNet net at the start of the session date
     * @param previousTicks price it was carried at then, {@code Prices.NONE} when it was flat
     */
    record PositionChanged(
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
            long timeNanos,
            int sessionDate)
            implements Event {}

    /**
     * Every change of cash; {@code balanceMicros} and the rest are after it. Realized profit is before fees.
     *
     * @param causeId a fill, a pair or 0
     * @param feesDayMicros every kind of fee charged in the session date, the commission among them
     * @param commissionDayMicros the part of those that is commission
     */
    record CashChanged(
            long logId,
            long accountId,
            long deltaMicros,
            CashChangeType type,
            long causeId,
            long balanceMicros,
            long realizedDayMicros,
            long realizedWeekMicros,
            long feesDayMicros,
            long commissionDayMicros,
            long feesWeekMicros,
            String comment,
            long timeNanos,
            int sessionDate)
            implements Event {}

    /** The account's highest values of this session grew, or start again with it ({@link Peaks#NONE}). */
    record PeaksChanged(long accountId, Peaks peaks, long timeNanos) implements Event {}

    record MarginChanged(long accountId, long usedMicros, long positionMicros, long timeNanos) implements Event {}

    /** The account entered a new session date; these are its start-of-day balances. */
    record SessionStarted(long accountId, int sessionDate, long cashMicros, long netLiquidationMicros, long timeNanos)
            implements Event {}

    /** An ATM instance begins, together with its entry; its orders name it. Id of its own. */
    record AtmStarted(
            long strategyId,
            long accountId,
            int contractId,
            Side side,
            long entryOrderId,
            AtmTemplate template,
            long timeNanos,
            int sessionDate)
            implements Event {}

    record AtmStateChanged(long strategyId, AtmState state, long timeNanos) implements Event {}

    /** The account's rule about positions without a stop changed; 0 for none. */
    record ProtectionRequired(long accountId, long withinNanos) implements Event {}

    /** Working stops cover less than the position: unless that changes it will be closed when due. */
    record ProtectionMissing(long accountId, int contractId, long net, long covered, long dueNanos, long timeNanos)
            implements Event {}

    /** The position is covered again, or gone, or the rule is. */
    record ProtectionRestored(long accountId, int contractId, long timeNanos) implements Event {}

    /**
     * The position was without its stops for too long: its orders were asked to end and a closing order was placed.
     *
     * @param reason what was missing and for how long, for people
     */
    record ProtectionEnforced(
            long accountId, int contractId, long net, long covered, long closingOrderId, String reason, long timeNanos)
            implements Event {}

    /** Where the account stands with its limits. */
    record RiskStatusChanged(long accountId, RiskStatus status, long timeNanos) implements Event {}

    record AutoLiquidationSet(long accountId, boolean byOwner, AutoLiquidation rules, long timeNanos)
            implements Event {}

    /**
     * A limit was reached, for the first time in the session date.
     *
     * @param value money in micro-dollars, for a share the amount that is compared; for a flatten time the instant
     * @param limit what it was compared with: money, millionths of a percent, or the instant
     */
    record RiskBreached(long accountId, RiskRule rule, RiskLevel level, long value, long limit, long timeNanos)
            implements Event {}

    record PositionLimitKept(PositionLimit limit, long timeNanos) implements Event {}

    record PositionLimitRemoved(PositionLimit limit, long timeNanos) implements Event {}

    record RiskParameterKept(long accountId, RiskParameter parameter, long timeNanos) implements Event {}

    record RiskParameterRemoved(long accountId, RiskParameter parameter, long timeNanos) implements Event {}

    /** The account is as the session date began for it; every change on the way was told. */
    record AccountReset(long accountId, int sessionDate, long timeNanos) implements Event {}

    /** A record was created ({@code version} 1) or replaced; this is how it is now. */
    record RecordKept(KeptRecord record) implements Event {}

    /** A record was removed; this is how it was. */
    record RecordRemoved(KeptRecord record, long timeNanos) implements Event {}

    /** The engine forgot a closed ATM instance that history holds. */
    record AtmReleased(long strategyId) implements Event {}

    /** The engine forgot a terminal order that history holds. */
    record OrderReleased(long orderId) implements Event {}

    /** The engine forgot a fill, wholly paired, that history holds. */
    record FillReleased(long fillId) implements Event {}
}
