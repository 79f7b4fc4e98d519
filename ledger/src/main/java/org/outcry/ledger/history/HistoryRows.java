package org.outcry.ledger.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Product.Fees;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;

/** Events to rows, batched by table. Columns are listed in the order of {@code history/schema-1.sql}. */
final class HistoryRows implements AutoCloseable {
    private final Map<Table, PreparedStatement> statements = new EnumMap<>(Table.class);
    private final PreparedStatement updateStatus;
    private boolean updates;
    private long highestId;
    private long committedId;

    private enum Table {
        USERS(2),
        ACCOUNTS(5),
        SESSIONS(5),
        ORDERS(19),
        ORDER_VERSIONS(13),
        COMMANDS(7),
        ORDER_STATES(5),
        ORDER_REFUSALS(7),
        COMMAND_REPORTS(6),
        EXECUTIONS(11),
        FILLS(23),
        FEES(9),
        FILL_PAIRS(11),
        POSITIONS(12),
        CASH_LOG(12),
        CONTRACT_SETTLEMENTS(2),
        STRATEGIES(9),
        STRATEGY_STATES(5),
        PROTECTION_LOG(8);

        private final int columns;

        Table(int columns) {
            this.columns = columns;
        }

        String insert() {
            return "INSERT OR REPLACE INTO " + name().toLowerCase(Locale.ROOT) + " VALUES (?"
                    + ", ?".repeat(columns - 1) + ")";
        }
    }

    HistoryRows(Connection connection, long highestId) throws SQLException {
        this.highestId = highestId;
        this.committedId = highestId;
        for (Table table : Table.values()) {
            statements.put(table, connection.prepareStatement(table.insert()));
        }
        updateStatus =
                connection.prepareStatement("UPDATE orders SET status = ?, changed_nanos = ? WHERE order_id = ?");
    }

    void add(long logPosition, int ordinal, Event event) throws SQLException {
        switch (event) {
            case Event.SessionsDefined _,
                    Event.ProductDefined _,
                    Event.ContractDefined _,
                    Event.AccountChanged _,
                    Event.MarginChanged _,
                    Event.PeaksChanged _,
                    Event.OrderTriggered _,
                    Event.OrderReleased _,
                    Event.FillReleased _,
                    Event.AtmReleased _ -> {}
            case Event.AtmStarted e -> {
                seen(e.strategyId());
                put(
                        Table.STRATEGIES,
                        e.strategyId(),
                        e.accountId(),
                        e.contractId(),
                        e.side().name(),
                        e.entryOrderId(),
                        e.template().name(),
                        e.template().toString(),
                        e.timeNanos(),
                        e.sessionDate());
            }
            case Event.AtmStateChanged e ->
                put(
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
                put(Table.CONTRACT_SETTLEMENTS, contractId, ticks);
            case Event.UserCreated(long userId, String name) -> {
                seen(userId);
                put(Table.USERS, userId, name);
            }
            case Event.AccountOpened e -> {
                seen(e.accountId());
                put(Table.ACCOUNTS, e.accountId(), e.name(), e.userId(), e.timeNanos(), e.sessionDate());
            }
            case Event.SessionStarted e ->
                put(
                        Table.SESSIONS,
                        e.accountId(),
                        e.sessionDate(),
                        e.cashMicros(),
                        e.netLiquidationMicros(),
                        e.timeNanos());
            case Event.OrderCreated e -> order(logPosition, ordinal, e);
            case Event.CommandCreated e -> {
                seen(e.commandId());
                command(logPosition, ordinal, e.commandId(), e.orderId(), e.type(), e.senderId(), e.timeNanos());
                if (e.type() == CommandType.MODIFY) {
                    version(logPosition, ordinal, e.commandId(), e.orderId(), e.terms(), e.timeNanos());
                }
            }
            case Event.CommandRefused e ->
                put(
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
                put(
                        Table.COMMAND_REPORTS,
                        e.reportId(),
                        e.commandId(),
                        e.orderId(),
                        e.status().name(),
                        e.rejection().name(),
                        e.timeNanos());
            }
            case Event.OrderAdjusted e -> version(logPosition, ordinal, 0, e.orderId(), e.terms(), e.timeNanos());
            case Event.OrderStatusChanged(long orderId, OrderStatus status, long timeNanos) -> {
                put(Table.ORDER_STATES, orderId, logPosition, ordinal, status.name(), timeNanos);
                updateStatus.setString(1, status.name());
                updateStatus.setLong(2, timeNanos);
                updateStatus.setLong(3, orderId);
                updateStatus.addBatch();
                updates = true;
            }
            case Event.ExecutionReported e -> {
                seen(e.reportId());
                put(
                        Table.EXECUTIONS,
                        e.reportId(),
                        e.commandId(),
                        e.orderId(),
                        e.type().name(),
                        e.status().name(),
                        e.cumulativeQuantity(),
                        e.cumulativeTicks(),
                        e.lastQuantity(),
                        e.lastTicks(),
                        e.rejection().name(),
                        e.timeNanos());
            }
            case Event.Filled e -> fill(logPosition, ordinal, e);
            case Event.FeesCharged e -> {
                Fees fees = e.fees();
                put(
                        Table.FEES,
                        e.fillId(),
                        e.accountId(),
                        e.contractId(),
                        e.quantity(),
                        fees.exchangeMicros(),
                        fees.clearingMicros(),
                        fees.nfaMicros(),
                        fees.brokerageMicros(),
                        fees.commissionMicros());
            }
            case Event.FillsPaired e -> {
                seen(e.pairId());
                put(
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
                        e.sessionDate());
            }
            case Event.PositionChanged e -> {
                seen(e.positionId());
                put(
                        Table.POSITIONS,
                        e.accountId(),
                        e.contractId(),
                        e.sessionDate(),
                        e.positionId(),
                        e.net(),
                        e.openTicks(),
                        e.bought(),
                        e.boughtTicks(),
                        e.sold(),
                        e.soldTicks(),
                        e.previousNet(),
                        e.previousTicks());
            }
            case Event.CashChanged e -> {
                seen(e.logId());
                put(
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
                        e.sessionDate());
            }
        }
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
        put(Table.PROTECTION_LOG, logPosition, ordinal, accountId, contractId, what, number, detail, timeNanos);
    }

    private void order(long logPosition, int ordinal, Event.OrderCreated e) throws SQLException {
        seen(e.orderId());
        put(
                Table.ORDERS,
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
                e.timeNanos());
        command(logPosition, ordinal, e.orderId(), e.orderId(), CommandType.NEW, e.senderId(), e.timeNanos());
        version(logPosition, ordinal, e.orderId(), e.orderId(), e.terms(), e.timeNanos());
    }

    private void command(
            long logPosition,
            int ordinal,
            long commandId,
            long orderId,
            CommandType type,
            long senderId,
            long timeNanos)
            throws SQLException {
        put(Table.COMMANDS, commandId, orderId, type.name(), senderId, timeNanos, logPosition, ordinal);
    }

    private void version(long logPosition, int ordinal, long versionId, long orderId, OrderTerms terms, long timeNanos)
            throws SQLException {
        put(
                Table.ORDER_VERSIONS,
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

    private void fill(long logPosition, int ordinal, Event.Filled e) throws SQLException {
        seen(e.fillId());
        FillExplanation why = e.explanation();
        put(
                Table.FILLS,
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
                ordinal);
    }

    private void seen(long id) {
        highestId = Math.max(highestId, id);
    }

    private void put(Table table, Object... values) throws SQLException {
        if (values.length != table.columns) {
            throw new IllegalStateException(table + " has " + table.columns + " columns, got " + values.length);
        }
        PreparedStatement statement = statements.get(table);
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case Long number -> statement.setLong(i + 1, number);
                case Integer number -> statement.setInt(i + 1, number);
                case Boolean flag -> statement.setInt(i + 1, flag ? 1 : 0);
                case String text -> statement.setString(i + 1, text);
                default -> throw new IllegalStateException("no column type for " + values[i].getClass());
            }
        }
        statement.addBatch();
    }

    /** Rows first, then the statuses of orders that the same batch may have created. */
    void flush() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.executeBatch();
        }
        if (updates) {
            updateStatus.executeBatch();
            updates = false;
        }
    }

    void forget() throws SQLException {
        for (PreparedStatement statement : statements.values()) {
            statement.clearBatch();
        }
        updateStatus.clearBatch();
        updates = false;
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
        for (PreparedStatement statement : statements.values()) {
            statement.close();
        }
        updateStatus.close();
    }
}
