package org.outcry.ledger.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Product.Fees;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.ledger.history.RowBatch.Table;

/**
 * Events to rows. What changes again within a batch is written once: an order with the status it ends the batch in, a position as
 * it ends the batch, a fill with its fees, and the steps that one entry takes an order through. Columns are listed in the order of
 * {@code history/schema-1.sql}.
 */
final class HistoryRows implements AutoCloseable {
    private static final int ORDER_STATUS = 17;
    private static final int ORDER_CHANGED = 18;
    /** A fill's columns before those of its fees. */
    private static final int FILL_COLUMNS = 23;

    private final RowBatch batch;
    private final OrderSteps steps;
    /** Orders that this batch created, as rows. */
    private final Map<Long, Object[]> created = new LinkedHashMap<>();
    /** Older orders: the status they have now. */
    private final Map<Long, Event.OrderStatusChanged> changed = new LinkedHashMap<>();

    private final LatestRows latest = new LatestRows();
    private Object[] fill = {};
    private long highestId;
    private long committedId;

    HistoryRows(Connection connection, long highestId) throws SQLException {
        this.highestId = highestId;
        this.committedId = highestId;
        this.batch = new RowBatch(connection);
        this.steps = new OrderSteps(batch);
    }

    void add(long logPosition, int ordinal, Event event) throws SQLException {
        switch (event) {
            case Event.SessionsDefined _,
                    Event.ProductDefined _,
                    Event.ContractDefined _,
                    Event.AccountChanged _,
                    Event.OrderTriggered _,
                    Event.OrderReleased _,
                    Event.FillReleased _,
                    Event.AtmReleased _ -> {}
            case Event.MarginChanged e -> latest.margin(logPosition, ordinal, e);
            case Event.PeaksChanged e -> latest.peaks(logPosition, ordinal, e);
            case Event.AtmStarted e -> {
                seen(e.strategyId());
                batch.put(
                        Table.STRATEGIES,
                        e.strategyId(),
                        e.accountId(),
                        e.contractId(),
                        e.side().name(),
                        e.entryOrderId(),
                        e.template().name(),
                        TemplateText.of(e.template()),
                        e.timeNanos(),
                        e.sessionDate(),
                        logPosition,
                        ordinal);
            }
            case Event.AtmStateChanged e ->
                batch.put(
                        Table.STRATEGY_STATES,
                        logPosition,
                        ordinal,
                        e.strategyId(),
                        e.state().name(),
                        e.timeNanos());
            case Event.ProtectionRequired e ->
                protection(logPosition, ordinal, e.accountId(), 0, "REQUIRED", e.withinNanos(), "", 0);
            case Event.ProtectionMissing e ->
                protection(
                        logPosition,
                        ordinal,
                        e.accountId(),
                        e.contractId(),
                        "MISSING",
                        e.dueNanos(),
                        "covered " + e.covered() + " of " + e.net(),
                        e.timeNanos());
            case Event.ProtectionRestored e ->
                protection(logPosition, ordinal, e.accountId(), e.contractId(), "RESTORED", 0, "", e.timeNanos());
            case Event.ProtectionEnforced e ->
                protection(
                        logPosition,
                        ordinal,
                        e.accountId(),
                        e.contractId(),
                        "ENFORCED",
                        e.closingOrderId(),
                        e.reason(),
                        e.timeNanos());
            case Event.ContractExpired(int contractId, long ticks) ->
                batch.put(Table.CONTRACT_SETTLEMENTS, contractId, ticks);
            case Event.RiskStatusChanged e ->
                risk(
                        logPosition,
                        ordinal,
                        e.accountId(),
                        "STATUS",
                        0,
                        e.status().toString(),
                        e.timeNanos());
            case Event.AutoLiquidationSet e ->
                risk(
                        logPosition,
                        ordinal,
                        e.accountId(),
                        e.byOwner() ? "OWNER_RULES" : "TRADER_RULES",
                        0,
                        e.rules().toString(),
                        e.timeNanos());
            case Event.RiskBreached e ->
                risk(
                        logPosition,
                        ordinal,
                        e.accountId(),
                        "BREACHED",
                        0,
                        e.level() + " " + e.rule() + " " + e.value() + " of " + e.limit(),
                        e.timeNanos());
            case Event.PositionLimitKept(PositionLimit limit, long nanos) -> {
                seen(limit.id());
                risk(logPosition, ordinal, limit.accountId(), "LIMIT", limit.id(), limit.toString(), nanos);
            }
            case Event.PositionLimitRemoved(PositionLimit limit, long nanos) ->
                risk(logPosition, ordinal, limit.accountId(), "LIMIT_REMOVED", limit.id(), "", nanos);
            case Event.RiskParameterKept(long accountId, RiskParameter parameter, long nanos) -> {
                seen(parameter.id());
                risk(logPosition, ordinal, accountId, "PARAMETER", parameter.id(), parameter.toString(), nanos);
            }
            case Event.RiskParameterRemoved(long accountId, RiskParameter parameter, long nanos) ->
                risk(logPosition, ordinal, accountId, "PARAMETER_REMOVED", parameter.id(), "", nanos);
            case Event.AccountReset e ->
                risk(logPosition, ordinal, e.accountId(), "RESET", e.sessionDate(), "", e.timeNanos());
            case Event.RecordKept(KeptRecord record) -> {
                seen(record.id());
                record(logPosition, ordinal, record, false, record.changedNanos());
            }
            case Event.RecordRemoved(KeptRecord record, long timeNanos) ->
                record(logPosition, ordinal, record, true, timeNanos);
            case Event.UserCreated(long userId, String name, long timeNanos) -> {
                seen(userId);
                batch.put(Table.USERS, userId, name, timeNanos);
            }
            case Event.AccountOpened e -> {
                seen(e.accountId());
                batch.put(
                        Table.ACCOUNTS,
                        e.accountId(),
                        e.name(),
                        e.userId(),
                        e.live(),
                        e.timeNanos(),
                        e.sessionDate(),
                        logPosition,
                        ordinal);
            }
            case Event.SessionStarted e ->
                batch.put(
                        Table.SESSIONS,
                        e.accountId(),
                        e.sessionDate(),
                        e.cashMicros(),
                        e.netLiquidationMicros(),
                        e.timeNanos(),
                        logPosition,
                        ordinal);
            case Event.OrderCreated e -> order(logPosition, ordinal, e);
            case Event.CommandCreated e -> {
                seen(e.commandId());
                command(logPosition, ordinal, e);
                if (e.type() == CommandType.MODIFY) {
                    version(logPosition, ordinal, e.commandId(), e.orderId(), e.terms(), e.timeNanos());
                }
            }
            case Event.CommandRefused e ->
                batch.put(
                        Table.ORDER_REFUSALS,
                        e.orderId(),
                        logPosition,
                        ordinal,
                        e.type().name(),
                        e.rejection().name(),
                        e.senderId(),
                        e.timeNanos());
            case Event.CommandReported e -> {
                seen(e.reportId());
                steps.reported(logPosition, ordinal, e);
            }
            case Event.OrderAdjusted e -> version(logPosition, ordinal, 0, e.orderId(), e.terms(), e.timeNanos());
            case Event.OrderStatusChanged e -> {
                steps.entered(logPosition, ordinal, e);
                Object[] row = created.get(e.orderId());
                if (row == null) {
                    changed.put(e.orderId(), e);
                } else {
                    row[ORDER_STATUS] = e.status().name();
                    row[ORDER_CHANGED] = e.timeNanos();
                }
            }
            case Event.ExecutionReported e -> {
                seen(e.reportId());
                steps.executed(logPosition, ordinal, e);
            }
            case Event.Filled e -> fill(logPosition, ordinal, e);
            case Event.FeesCharged e -> fees(e);
            case Event.FillsPaired e -> {
                seen(e.pairId());
                batch.put(
                        Table.FILL_PAIRS,
                        e.pairId(),
                        e.positionId(),
                        e.accountId(),
                        e.contractId(),
                        e.buyFillId(),
                        e.sellFillId(),
                        e.quantity(),
                        e.buyTicks(),
                        e.sellTicks(),
                        e.realizedMicros(),
                        e.sessionDate(),
                        logPosition,
                        ordinal);
            }
            case Event.PositionChanged e -> {
                seen(e.positionId());
                latest.position(logPosition, ordinal, e);
            }
            case Event.CashChanged e -> {
                seen(e.logId());
                batch.put(
                        Table.CASH_LOG,
                        e.logId(),
                        e.accountId(),
                        e.deltaMicros(),
                        e.type().name(),
                        e.causeId(),
                        e.balanceMicros(),
                        e.realizedDayMicros(),
                        e.realizedWeekMicros(),
                        e.feesDayMicros(),
                        e.comment(),
                        e.timeNanos(),
                        e.sessionDate(),
                        e.commissionDayMicros(),
                        e.feesWeekMicros(),
                        logPosition,
                        ordinal);
            }
        }
    }

    private void risk(
            long logPosition, int ordinal, long accountId, String what, long subject, String detail, long timeNanos)
            throws SQLException {
        batch.put(Table.RISK_LOG, logPosition, ordinal, accountId, what, subject, detail, timeNanos);
    }

    private void record(long logPosition, int ordinal, KeptRecord record, boolean removed, long timeNanos)
            throws SQLException {
        batch.put(
                Table.RECORD_VERSIONS,
                logPosition,
                ordinal,
                record.id(),
                record.kind(),
                record.userId(),
                record.accountId(),
                record.uniqueKey(),
                record.document(),
                record.version(),
                removed ? 1 : 0,
                timeNanos);
    }

    private void protection(
            long logPosition,
            int ordinal,
            long accountId,
            int contractId,
            String what,
            long number,
            String detail,
            long timeNanos)
            throws SQLException {
        batch.put(Table.PROTECTION_LOG, logPosition, ordinal, accountId, contractId, what, number, detail, timeNanos);
    }

    private void order(long logPosition, int ordinal, Event.OrderCreated e) {
        seen(e.orderId());
        OrderTerms terms = e.terms();
        created.put(
                e.orderId(),
                row(
                        e.orderId(),
                        e.accountId(),
                        e.contractId(),
                        e.side().name(),
                        e.clientOrderId(),
                        e.ocoGroup(),
                        e.ocoOrderId(),
                        e.parentId(),
                        e.bracketGroup(),
                        e.strategyId(),
                        e.activationNanos(),
                        e.reduceOnly(),
                        e.automated(),
                        e.text(),
                        e.senderId(),
                        e.timeNanos(),
                        e.sessionDate(),
                        OrderStatus.UNKNOWN.name(),
                        e.timeNanos(),
                        terms.type().name(),
                        terms.timeInForce().name(),
                        terms.quantity(),
                        terms.limitTicks(),
                        terms.stopTicks(),
                        terms.trailTicks(),
                        terms.maxShow(),
                        terms.expireNanos(),
                        logPosition,
                        ordinal,
                        e.relative(),
                        e.tag().sessionId(),
                        e.tag().label(),
                        e.tag().customTag()));
    }

    private void command(long logPosition, int ordinal, Event.CommandCreated e) throws SQLException {
        batch.put(
                Table.LATER_COMMANDS,
                e.commandId(),
                e.orderId(),
                e.type().name(),
                e.senderId(),
                e.timeNanos(),
                logPosition,
                ordinal,
                e.automated(),
                e.text(),
                e.tag().sessionId(),
                e.tag().label(),
                e.tag().customTag());
    }

    private void version(long logPosition, int ordinal, long versionId, long orderId, OrderTerms terms, long timeNanos)
            throws SQLException {
        batch.put(
                Table.LATER_VERSIONS,
                logPosition,
                ordinal,
                versionId,
                orderId,
                terms.type().name(),
                terms.timeInForce().name(),
                terms.quantity(),
                terms.limitTicks(),
                terms.stopTicks(),
                terms.trailTicks(),
                terms.maxShow(),
                terms.expireNanos(),
                timeNanos);
    }

    private void fill(long logPosition, int ordinal, Event.Filled e) {
        seen(e.fillId());
        FillExplanation why = e.explanation();
        fill = row(
                e.fillId(),
                e.orderId(),
                e.accountId(),
                e.contractId(),
                e.side().name(),
                e.quantity(),
                e.priceTicks(),
                e.netPosition(),
                e.opening(),
                e.timeNanos(),
                e.sessionDate(),
                why.rule().name(),
                why.marketSequence(),
                why.marketNanos(),
                why.bidTicks(),
                why.askTicks(),
                why.lastTicks(),
                why.levelsTaken(),
                why.queueAhead(),
                why.queueTraded(),
                why.latencyNanos(),
                logPosition,
                ordinal,
                0L,
                0L,
                0L,
                0L,
                0L);
    }

    /** The engine charges each fill right after it. */
    private void fees(Event.FeesCharged e) throws SQLException {
        if (fill.length == 0 || !fill[0].equals(e.fillId())) {
            throw new IllegalStateException("fees of fill " + e.fillId() + " do not follow it");
        }
        Fees fees = e.fees();
        fill[FILL_COLUMNS] = fees.exchangeMicros();
        fill[FILL_COLUMNS + 1] = fees.clearingMicros();
        fill[FILL_COLUMNS + 2] = fees.nfaMicros();
        fill[FILL_COLUMNS + 3] = fees.brokerageMicros();
        fill[FILL_COLUMNS + 4] = fees.commissionMicros();
        batch.put(Table.FILLS, fill);
        fill = row();
    }

    private static Object[] row(Object... values) {
        return values;
    }

    private void seen(long id) {
        highestId = Math.max(highestId, id);
    }

    /** Rows first, then the statuses of orders of earlier batches. */
    void flush() throws SQLException {
        if (fill.length > 0) {
            throw new IllegalStateException("fill " + fill[0] + " was never charged");
        }
        steps.flush();
        for (Object[] order : created.values()) {
            batch.put(Table.ORDERS, order);
        }
        latest.flush(batch);
        for (Event.OrderStatusChanged change : changed.values()) {
            batch.putStatus(change.orderId(), change.status().name(), change.timeNanos());
        }
        batch.flush();
        clear();
    }

    void forget() throws SQLException {
        clear();
        steps.forget();
        batch.forget();
    }

    private void clear() {
        created.clear();
        changed.clear();
        latest.clear();
        fill = row();
    }

    void committed() {
        committedId = highestId;
    }

    long highestId() {
        return highestId;
    }

    long committedId() {
        return committedId;
    }

    @Override
    public void close() throws SQLException {
        batch.close();
    }
}
