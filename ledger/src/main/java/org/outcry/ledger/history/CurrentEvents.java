package org.outcry.ledger.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.risk.RiskLevel;
import org.outcry.engine.risk.RiskRule;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CurrentHistory;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;

/** Rows of the history file back to the events they were made of, as far as they are current. Each telling has a connection of its own. */
public final class CurrentEvents implements CurrentHistory {
    /** Since when an account is in its present session. */
    private static final String SINCE =
            "coalesce((SELECT max(s.time_nanos) FROM sessions s WHERE s.account_id = %1$s.account_id)," + " 0)";
    /** Orders of present sessions, and those that live; a little more rather than less. */
    private static final String CHOOSE = "CREATE TEMP TABLE chosen AS SELECT order_id, strategy_id FROM orders o WHERE"
            + " o.status IN ('UNKNOWN', 'PENDING_NEW', 'WORKING', 'SUSPENDED') OR o.changed_nanos >= "
            + SINCE.formatted("o");

    /** A strategy shows what its orders were, also those of sessions before. */
    private static final String CHOOSE_STRATEGIES = "CREATE TEMP TABLE chosen_strategies AS SELECT DISTINCT strategy_id"
            + " FROM chosen WHERE strategy_id <> 0 UNION SELECT s.strategy_id FROM strategies s WHERE EXISTS (SELECT 1 FROM"
            + " strategy_states t WHERE t.strategy_id = s.strategy_id AND t.time_nanos >= " + SINCE.formatted("s")
            + ")";

    private static final String CHOOSE_THEIRS = "INSERT INTO chosen SELECT order_id, strategy_id FROM orders WHERE"
            + " strategy_id IN (SELECT strategy_id FROM chosen_strategies) AND order_id NOT IN (SELECT order_id FROM"
            + " chosen)";

    private static final String ORDERS = "SELECT order_id FROM chosen";
    private static final String STRATEGIES = "SELECT strategy_id FROM chosen_strategies";

    private static final long WEEK_NANOS = 604_800_000_000_000L;

    private final Path file;
    private final LongSupplier position;
    private final LedgerViews views;

    /**
     * @param position up to where the file is complete
     * @param views of now: settings of accounts, and where they stand with their limits
     */
    public CurrentEvents(Path file, LongSupplier position, LedgerViews views) {
        this.file = file;
        this.position = position;
        this.views = views;
    }

    @Override
    public long position() {
        return position.getAsLong();
    }

    /** An event and its place. */
    private record Told(long logPosition, int ordinal, int step, long timeNanos, Event event) {}

    @Override
    public long tell(Ledger.EventFollower follower) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.setAutoCommit(false);
            long reflected;
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT value FROM meta WHERE name = 'log_position'")) {
                reflected = row.next() ? row.getLong(1) : 0;
            }
            List<Told> told = new Reading(connection).all();
            connection.rollback();
            told.sort(Comparator.comparingLong(Told::logPosition)
                    .thenComparingInt(Told::ordinal)
                    .thenComparingInt(Told::step));
            told.forEach(one -> follower.on(one.logPosition, one.timeNanos, one.event));
            return reflected;
        } catch (SQLException e) {
            throw new IllegalStateException("history cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes one event of one row. */
    @FunctionalInterface
    private interface Maker {
        Event make(ResultSet row) throws SQLException;
    }

    /** One reading of the file. */
    private final class Reading {
        private final Connection connection;
        private final List<Told> told = new ArrayList<>();

        Reading(Connection connection) {
            this.connection = connection;
        }

        List<Told> all() throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(CHOOSE);
                statement.execute(CHOOSE_STRATEGIES);
                statement.execute(CHOOSE_THEIRS);
            }
            users();
            accounts();
            orders();
            strategies();
            trades();
            money();
            return told;
        }

        /** @param sql names log_position, ordinal and time_nanos */
        private void read(String sql, int step, Maker maker) throws SQLException {
            try (PreparedStatement query = connection.prepareStatement(sql);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    told.add(new Told(
                            row.getLong("log_position"),
                            row.getInt("ordinal"),
                            step,
                            row.getLong("time_nanos"),
                            maker.make(row)));
                }
            }
        }

        private void users() throws SQLException {
            read(
                    "SELECT *, 0 AS log_position, 0 AS ordinal, created_nanos AS time_nanos FROM users ORDER BY user_id",
                    0,
                    row -> new Event.UserCreated(
                            row.getLong("user_id"), row.getString("name"), row.getLong("created_nanos")));
        }

        private void accounts() throws SQLException {
            read(
                    "SELECT *, opened_nanos AS time_nanos FROM accounts",
                    0,
                    row -> new Event.AccountOpened(
                            row.getLong("account_id"),
                            row.getString("name"),
                            row.getLong("user_id"),
                            settings(row.getLong("account_id")),
                            row.getBoolean("live"),
                            row.getLong("opened_nanos"),
                            row.getInt("session_date")));
            read(
                    "SELECT * FROM sessions s WHERE s.session_date = (SELECT max(session_date) FROM sessions t WHERE"
                            + " t.account_id = s.account_id)",
                    0,
                    row -> new Event.SessionStarted(
                            row.getLong("account_id"),
                            row.getInt("session_date"),
                            row.getLong("cash_micros"),
                            row.getLong("net_liquidation_micros"),
                            row.getLong("time_nanos")));
        }

        private void orders() throws SQLException {
            String in = " WHERE order_id IN (" + ORDERS + ")";
            read(
                    "SELECT *, created_nanos AS time_nanos FROM orders" + in,
                    0,
                    row -> new Event.OrderCreated(
                            row.getLong("order_id"),
                            row.getLong("account_id"),
                            row.getInt("contract_id"),
                            Side.valueOf(row.getString("side")),
                            terms(row),
                            row.getString("client_order_id"),
                            row.getString("oco_group"),
                            row.getLong("oco_order_id"),
                            row.getLong("parent_id"),
                            row.getInt("bracket_group"),
                            row.getLong("strategy_id"),
                            row.getLong("activation_nanos"),
                            row.getBoolean("reduce_only"),
                            row.getBoolean("automated"),
                            row.getBoolean("relative"),
                            row.getString("label"),
                            tag(row),
                            row.getLong("sender_id"),
                            row.getLong("created_nanos"),
                            row.getInt("session_date")));
            read(
                    "SELECT c.*, v.type AS order_type, v.time_in_force, v.quantity, v.limit_ticks, v.stop_ticks,"
                            + " v.trail_ticks, v.max_show, v.expire_nanos FROM later_commands c LEFT JOIN later_versions v"
                            + " ON v.log_position = c.log_position AND v.ordinal = c.ordinal WHERE c.order_id IN ("
                            + ORDERS + ")",
                    0,
                    row -> new Event.CommandCreated(
                            row.getLong("command_id"),
                            row.getLong("order_id"),
                            CommandType.valueOf(row.getString("type")),
                            row.getString("order_type") == null ? OrderTerms.market(1) : terms(row, "order_type"),
                            row.getBoolean("automated"),
                            row.getString("label"),
                            tag(row),
                            row.getLong("sender_id"),
                            row.getLong("time_nanos")));
            read(
                    "SELECT * FROM later_versions WHERE version_id = 0 AND order_id IN (" + ORDERS + ")",
                    0,
                    row -> new Event.OrderAdjusted(row.getLong("order_id"), terms(row), row.getLong("time_nanos")));
            steps();
        }

        private void steps() throws SQLException {
            String from =
                    "SELECT s.order_id, s.log_position, e.value ->> 1 AS ordinal, s.time_nanos + (e.value ->> 2) AS"
                            + " time_nanos, e.value ->> 0 AS kind, e.value ->> 3 AS a, e.value ->> 4 AS b, e.value ->> 5 AS c,"
                            + " e.value ->> 6 AS d, e.value ->> 7 AS e7, e.value ->> 8 AS e8, e.value ->> 9 AS e9, e.value ->> 10"
                            + " AS e10, e.value ->> 11 AS e11 FROM order_steps s, json_each(s.steps) e WHERE s.order_id IN ("
                            + ORDERS + ")";
            read(from, 0, row -> switch (row.getString("kind")) {
                case "S" ->
                    new Event.OrderStatusChanged(
                            row.getLong("order_id"),
                            OrderStatus.valueOf(row.getString("a")),
                            row.getLong("time_nanos"));
                case "R" ->
                    new Event.CommandReported(
                            row.getLong("a"),
                            row.getLong("b"),
                            row.getLong("order_id"),
                            CommandStatus.valueOf(row.getString("c")),
                            Rejection.valueOf(row.getString("d")),
                            row.getLong("time_nanos"));
                case "E" ->
                    new Event.ExecutionReported(
                            row.getLong("a"),
                            row.getLong("b"),
                            row.getLong("order_id"),
                            ExecutionType.valueOf(row.getString("c")),
                            OrderStatus.valueOf(row.getString("d")),
                            row.getInt("e7"),
                            row.getLong("e8"),
                            row.getInt("e9"),
                            row.getLong("e10"),
                            Rejection.valueOf(row.getString("e11")),
                            row.getLong("time_nanos"));
                default -> throw new IllegalStateException("unknown step " + row.getString("kind"));
            });
        }

        private void strategies() throws SQLException {
            String in = " WHERE strategy_id IN (" + STRATEGIES + ")";
            read(
                    "SELECT *, started_nanos AS time_nanos FROM strategies" + in,
                    0,
                    row -> new Event.AtmStarted(
                            row.getLong("strategy_id"),
                            row.getLong("account_id"),
                            row.getInt("contract_id"),
                            Side.valueOf(row.getString("side")),
                            row.getLong("entry_order_id"),
                            TemplateText.read(row.getString("name"), row.getString("template")),
                            row.getLong("started_nanos"),
                            row.getInt("session_date")));
            read(
                    "SELECT * FROM strategy_states" + in,
                    0,
                    row -> new Event.AtmStateChanged(
                            row.getLong("strategy_id"),
                            AtmState.valueOf(row.getString("state")),
                            row.getLong("time_nanos")));
        }

        private void trades() throws SQLException {
            String in = " WHERE order_id IN (" + ORDERS + ")";
            read("SELECT * FROM fills" + in, 0, CurrentEvents::filled);
            // The engine charges each fill right after it.
            read(
                    "SELECT * FROM fills" + in,
                    1,
                    row -> new Event.FeesCharged(
                            row.getLong("fill_id"),
                            row.getLong("account_id"),
                            row.getInt("contract_id"),
                            row.getInt("quantity"),
                            new Product.Fees(
                                    row.getLong("exchange_micros"),
                                    row.getLong("clearing_micros"),
                                    row.getLong("nfa_micros"),
                                    row.getLong("brokerage_micros"),
                                    row.getLong("commission_micros"))));
            String fills = "SELECT fill_id FROM fills" + in;
            read(
                    "SELECT p.*, f.time_nanos FROM fill_pairs p JOIN fills f ON f.fill_id = max(p.buy_fill_id,"
                            + " p.sell_fill_id) WHERE p.buy_fill_id IN (" + fills + ") OR p.sell_fill_id IN (" + fills
                            + ")",
                    2,
                    row -> new Event.FillsPaired(
                            row.getLong("pair_id"),
                            row.getLong("position_id"),
                            row.getLong("account_id"),
                            row.getInt("contract_id"),
                            row.getLong("buy_fill_id"),
                            row.getLong("sell_fill_id"),
                            row.getInt("quantity"),
                            row.getLong("buy_ticks"),
                            row.getLong("sell_ticks"),
                            row.getLong("realized_micros"),
                            row.getInt("session_date")));
            read(
                    "SELECT * FROM positions p WHERE p.session_date = (SELECT max(session_date) FROM positions q WHERE"
                            + " q.account_id = p.account_id AND q.contract_id = p.contract_id) AND (p.net <> 0 OR"
                            + " p.time_nanos >= " + SINCE.formatted("p") + ")",
                    0,
                    row -> new Event.PositionChanged(
                            row.getLong("position_id"),
                            row.getLong("account_id"),
                            row.getInt("contract_id"),
                            row.getLong("net"),
                            row.getLong("open_ticks"),
                            row.getLong("bought"),
                            row.getLong("bought_ticks"),
                            row.getLong("sold"),
                            row.getLong("sold_ticks"),
                            row.getLong("previous_net"),
                            row.getLong("previous_ticks"),
                            row.getLong("time_nanos"),
                            row.getInt("session_date")));
        }

        private void money() throws SQLException {
            read(
                    "SELECT * FROM cash_log c WHERE c.time_nanos >= " + SINCE.formatted("c"),
                    0,
                    row -> new Event.CashChanged(
                            row.getLong("log_id"),
                            row.getLong("account_id"),
                            row.getLong("delta_micros"),
                            CashChangeType.valueOf(row.getString("type")),
                            row.getLong("cause_id"),
                            row.getLong("balance_micros"),
                            row.getLong("realized_day_micros"),
                            row.getLong("realized_week_micros"),
                            row.getLong("fees_day_micros"),
                            row.getLong("commission_day_micros"),
                            row.getLong("fees_week_micros"),
                            row.getString("comment"),
                            row.getLong("time_nanos"),
                            row.getInt("session_date")));
            read(
                    "SELECT * FROM margins",
                    0,
                    row -> new Event.MarginChanged(
                            row.getLong("account_id"),
                            row.getLong("used_micros"),
                            row.getLong("position_micros"),
                            row.getLong("time_nanos")));
            read(
                    "SELECT * FROM peaks",
                    0,
                    row -> new Event.PeaksChanged(
                            row.getLong("account_id"),
                            new Peaks(
                                    row.getLong("profit_micros"),
                                    row.getLong("net_liquidation_micros"),
                                    row.getLong("open_profit_micros")),
                            row.getLong("time_nanos")));
            read(
                    "SELECT account_id, log_position, max(ordinal) AS ordinal, time_nanos FROM risk_log r WHERE what ="
                            + " 'STATUS' AND log_position = (SELECT max(log_position) FROM risk_log s WHERE s.what ="
                            + " 'STATUS' AND s.account_id = r.account_id) GROUP BY account_id",
                    0,
                    row -> new Event.RiskStatusChanged(
                            row.getLong("account_id"),
                            views.risk(row.getLong("account_id")).status(),
                            row.getLong("time_nanos")));
            read(
                    "SELECT * FROM risk_log r WHERE what = 'BREACHED' AND time_nanos >= " + SINCE.formatted("r") + " - "
                            + WEEK_NANOS,
                    0,
                    CurrentEvents::breached);
        }
    }

    /** Its detail as history writes it: level, rule, value, the word "of", limit. */
    private static Event breached(ResultSet row) throws SQLException {
        String[] detail = row.getString("detail").split(" ", -1);
        return new Event.RiskBreached(
                row.getLong("account_id"),
                RiskRule.valueOf(detail[1]),
                RiskLevel.valueOf(detail[0]),
                Long.parseLong(detail[2]),
                Long.parseLong(detail[4]),
                row.getLong("time_nanos"));
    }

    private AccountSettings settings(long accountId) {
        return views.account(accountId).map(AccountView::settings).orElse(AccountSettings.REALISTIC);
    }

    private static Event filled(ResultSet row) throws SQLException {
        return new Event.Filled(
                row.getLong("fill_id"),
                row.getLong("order_id"),
                row.getLong("account_id"),
                row.getInt("contract_id"),
                Side.valueOf(row.getString("side")),
                row.getInt("quantity"),
                row.getLong("price_ticks"),
                row.getLong("net_position"),
                row.getBoolean("opening"),
                row.getLong("time_nanos"),
                row.getInt("session_date"),
                new FillExplanation(
                        FillExplanation.Rule.valueOf(row.getString("rule")),
                        row.getLong("market_sequence"),
                        row.getLong("market_nanos"),
                        row.getLong("bid_ticks"),
                        row.getLong("ask_ticks"),
                        row.getLong("last_ticks"),
                        row.getInt("levels_taken"),
                        row.getInt("queue_ahead"),
                        row.getInt("queue_traded"),
                        row.getLong("latency_nanos")));
    }

    private static CommandTag tag(ResultSet row) throws SQLException {
        return new CommandTag(row.getLong("sign_in_id"), row.getString("tag_label"), row.getString("custom_tag"));
    }

    private static OrderTerms terms(ResultSet row) throws SQLException {
        return terms(row, "type");
    }

    private static OrderTerms terms(ResultSet row, String type) throws SQLException {
        return new OrderTerms(
                OrderType.valueOf(row.getString(type)),
                TimeInForce.valueOf(row.getString("time_in_force")),
                row.getInt("quantity"),
                row.getLong("limit_ticks"),
                row.getLong("stop_ticks"),
                row.getLong("trail_ticks"),
                row.getInt("max_show"),
                row.getLong("expire_nanos"));
    }
}
