package org.outcry.ledger.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.OrderView;

/** Puts orders and fills together again from their rows, as the views showed them before they were forgotten. */
final class PastRows {
    /** Fills of an order, oldest first. */
    static final String OF_ORDER = "WHERE f.order_id = ? ORDER BY f.fill_id";
    /** One fill. */
    static final String OF_ID = "WHERE f.fill_id = ?";

    /** Terms that were in force: a version of a change counts when the change was carried out. */
    private static final String ORDER = """
            SELECT o.account_id, o.contract_id, o.side, o.status, o.client_order_id, o.oco_group, o.oco_order_id, o.parent_id,
              o.strategy_id, o.automated, o.label, o.sender_id, o.created_nanos, o.changed_nanos, o.session_date,
              v.type, v.time_in_force, v.quantity, v.limit_ticks, v.stop_ticks, v.trail_ticks, v.max_show, v.expire_nanos,
              (SELECT ifnull(sum(quantity), 0) FROM fills WHERE order_id = o.order_id),
              (SELECT ifnull(sum(quantity * price_ticks), 0) FROM fills WHERE order_id = o.order_id),
              (SELECT count(*) FROM executions WHERE order_id = o.order_id AND type = 'REPLACED'),
              ifnull((SELECT rejection FROM executions WHERE order_id = o.order_id
                  AND type IN ('CANCELED', 'REJECTED', 'EXPIRED') ORDER BY report_id DESC LIMIT 1),
                (SELECT rejection FROM command_reports WHERE order_id = o.order_id AND command_id = o.order_id
                  AND status = 'RISK_REJECTED')),
              o.reduce_only
            FROM orders o JOIN order_versions v ON v.order_id = o.order_id
            WHERE o.order_id = ? AND (v.version_id = 0 OR v.version_id = o.order_id OR v.version_id IN
              (SELECT command_id FROM executions WHERE order_id = o.order_id AND type = 'REPLACED'))
            ORDER BY v.log_position DESC, v.ordinal DESC LIMIT 1""";

    /** Pairs of a fill have ids between its own and the next fill's, and it is the younger half of them. */
    private static final String FILLS = """
            SELECT f.fill_id, f.order_id, f.account_id, f.contract_id, f.side, f.quantity, f.price_ticks, f.net_position,
              f.opening, f.time_nanos, f.session_date, f.rule, f.market_sequence, f.market_nanos, f.bid_ticks, f.ask_ticks,
              f.last_ticks, f.levels_taken, f.queue_ahead, f.queue_traded, f.latency_nanos,
              ifnull(e.exchange_micros + e.clearing_micros + e.nfa_micros + e.brokerage_micros, 0),
              ifnull(e.commission_micros, 0),
              (SELECT ifnull(sum(p.realized_micros), 0) FROM fill_pairs p WHERE p.pair_id > f.fill_id
                AND p.pair_id < ifnull((SELECT min(n.fill_id) FROM fills n WHERE n.fill_id > f.fill_id), 9223372036854775807)
                AND max(p.buy_fill_id, p.sell_fill_id) = f.fill_id)
            FROM fills f LEFT JOIN fees e ON e.fill_id = f.fill_id
            """;

    private PastRows() {}

    static Optional<OrderView> order(Connection connection, long orderId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(ORDER)) {
            query.setLong(1, orderId);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(order(orderId, row)) : Optional.empty();
            }
        }
    }

    private static OrderView order(long orderId, ResultSet row) throws SQLException {
        OrderTerms terms = new OrderTerms(
                OrderType.valueOf(row.getString(16)),
                TimeInForce.valueOf(row.getString(17)),
                row.getInt(18),
                row.getLong(19),
                row.getLong(20),
                row.getLong(21),
                row.getInt(22),
                row.getLong(23));
        Optional<String> rejection = Optional.ofNullable(row.getString(27));
        return new OrderView(
                orderId,
                row.getLong(1),
                row.getInt(2),
                Side.valueOf(row.getString(3)),
                terms,
                OrderStatus.valueOf(row.getString(4)),
                rejection.map(Rejection::valueOf).orElse(Rejection.NONE),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getInt(24),
                row.getLong(25),
                false,
                false,
                false,
                row.getInt(26) > 0,
                row.getInt(28) != 0 || row.getLong(8) != 0,
                row.getInt(10) != 0,
                row.getString(11),
                row.getLong(12),
                row.getLong(13),
                row.getLong(14),
                row.getInt(15));
    }

    /** @param which {@link #OF_ORDER} or {@link #OF_ID} */
    static List<FillView> fills(Connection connection, String which, long id) throws SQLException {
        List<FillView> fills = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(FILLS + which)) {
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    fills.add(fill(row));
                }
            }
        }
        return fills;
    }

    private static FillView fill(ResultSet row) throws SQLException {
        FillExplanation explanation = new FillExplanation(
                FillExplanation.Rule.valueOf(row.getString(12)),
                row.getLong(13),
                row.getLong(14),
                row.getLong(15),
                row.getLong(16),
                row.getLong(17),
                row.getInt(18),
                row.getInt(19),
                row.getInt(20),
                row.getLong(21));
        return new FillView(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getInt(4),
                Side.valueOf(row.getString(5)),
                row.getInt(6),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9) != 0,
                row.getLong(22),
                row.getLong(23),
                row.getLong(24),
                row.getLong(10),
                row.getInt(11),
                explanation);
    }
}
