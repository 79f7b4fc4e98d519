package org.outcry.brokerage.book;

import java.util.Optional;
import org.agrona.collections.Long2ObjectHashMap;
import org.outcry.brokerage.rows.CommandFacts;
import org.outcry.brokerage.rows.ExecutionFacts;
import org.outcry.brokerage.rows.FeeFacts;
import org.outcry.brokerage.rows.FillFacts;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.OrderFacts;
import org.outcry.brokerage.rows.OrderRows;
import org.outcry.brokerage.rows.PairFacts;
import org.outcry.brokerage.rows.ReportFacts;
import org.outcry.brokerage.rows.Row;
import org.outcry.brokerage.rows.TradeRows;
import org.outcry.brokerage.rows.VersionFacts;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;

/** Orders and everything that hangs on them, in the sequences clients know (docs/protocol/tradovate.md, order events). */
public final class OrderProjector implements EventProjector {
    private final Tables tables;
    private final Listings listings;
    private final Long2ObjectHashMap<OrderFacts> orders = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<FillFacts> fills = new Long2ObjectHashMap<>();
    private final Strategies strategies;

    public OrderProjector(Tables tables, Listings listings) {
        this.tables = tables;
        this.listings = listings;
        this.strategies = new Strategies(tables, listings, this::play);
    }

    @Override
    public void on(long timeNanos, Event event) {
        if (!strategies.holdsBack(event)) {
            play(timeNanos, event);
        }
    }

    @Override
    public void reset() {
        orders.clear();
        fills.clear();
        strategies.reset();
    }

    /** An order that is still shown. */
    public Optional<OrderFacts> order(long orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }

    private void play(long timeNanos, Event event) {
        switch (event) {
            case Event.AtmStarted e -> strategies.started(e);
            case Event.AtmStateChanged e -> strategies.changed(e);
            case Event.OrderCreated e -> created(e);
            case Event.CommandCreated e -> commanded(e);
            case Event.CommandReported e -> reported(e);
            case Event.OrderAdjusted e -> adjusted(e);
            case Event.OrderStatusChanged e -> entered(e);
            case Event.ExecutionReported e -> executed(e);
            case Event.Filled e -> filled(e);
            case Event.FeesCharged e -> charged(timeNanos, e);
            case Event.FillsPaired e -> paired(timeNanos, e);
            case Event.SessionStarted e -> forgetSession(e.accountId());
            default -> {
                // Nothing else concerns orders.
            }
        }
    }

    private void created(Event.OrderCreated e) {
        OrderFacts order = new OrderFacts(
                e,
                listings.known(e.contractId()),
                strategies.of(e.strategyId()),
                Optional.ofNullable(orders.get(e.parentId())));
        orders.put(e.orderId(), order);
        order.versions.add(order.live);
        strategies.joined(order);
        tables.put(OrderRows.ORDER.row(order));
        command(new CommandFacts(
                e.orderId(), order, CommandType.NEW, e.automated(), e.tag(), e.senderId(), e.timeNanos()));
        tables.put(row(order.live));
    }

    /** Prices that hang on an entry are those of this moment: the entry may change without a word on its legs. */
    private static Row row(VersionFacts version) {
        Row row = OrderRows.VERSION.row(version);
        if (version.relative) {
            row.json();
        }
        return row;
    }

    private void command(CommandFacts command) {
        command.order.commands.add(command);
        tables.put(OrderRows.COMMAND.row(command));
    }

    private void commanded(Event.CommandCreated e) {
        OrderFacts order = orders.get(e.orderId());
        if (order == null) {
            return;
        }
        command(new CommandFacts(e.commandId(), order, e.type(), e.automated(), e.tag(), e.senderId(), e.timeNanos()));
        if (e.type() == CommandType.MODIFY) {
            String text = e.text().isEmpty() ? order.live.text : e.text();
            boolean relative = order.live.relative && samePrices(order.live.terms, e.terms());
            VersionFacts version = new VersionFacts(e.commandId(), order, e.terms(), text, relative, e.timeNanos());
            order.versions.add(version);
            tables.put(row(version));
        }
    }

    private void reported(Event.CommandReported e) {
        OrderFacts order = orders.get(e.orderId());
        if (order == null) {
            return;
        }
        for (CommandFacts command : order.commands) {
            if (command.commandId == e.commandId()) {
                command.status = e.status();
                command.changedNanos = e.timeNanos();
                if (order.isLeg() && command.type == CommandType.MODIFY && e.status() == CommandStatus.ON_HOLD) {
                    tellAgain(command);
                }
                tables.put(OrderRows.REPORT.row(new ReportFacts(e, command, leads(order, command.type, e.status()))));
                tables.put(OrderRows.COMMAND.row(command));
                return;
            }
        }
    }

    /** The original tells of a change of a waiting leg twice as new: once asked for, once held. */
    private void tellAgain(CommandFacts command) {
        tables.putAsNew(OrderRows.COMMAND.row(command));
        for (VersionFacts version : command.order.versions) {
            if (version.versionId == command.commandId) {
                tables.putAsNew(row(version));
            }
        }
    }

    /** Where a report leaves its order: the engine says so only afterwards. */
    private static OrderStatus leads(OrderFacts order, CommandType type, CommandStatus status) {
        return switch (type) {
            case NEW ->
                switch (status) {
                    case RISK_PASSED -> OrderStatus.PENDING_NEW;
                    case RISK_REJECTED, EXECUTION_REJECTED -> OrderStatus.REJECTED;
                    case ON_HOLD -> OrderStatus.SUSPENDED;
                    case AT_EXECUTION -> OrderStatus.WORKING;
                    case PENDING, EXECUTION_STOPPED, REPLACED -> order.status;
                };
            case MODIFY -> order.status;
            case CANCEL -> status == CommandStatus.AT_EXECUTION ? OrderStatus.CANCELED : order.status;
        };
    }

    private void adjusted(Event.OrderAdjusted e) {
        OrderFacts order = orders.get(e.orderId());
        if (order == null) {
            return;
        }
        order.live.relative &= samePrices(order.live.terms, e.terms());
        order.live.terms = e.terms();
        order.live.changedNanos = e.timeNanos();
        tables.put(row(order.live));
    }

    /** Offsets stay what they are until they become prices. */
    private static boolean samePrices(OrderTerms one, OrderTerms other) {
        return one.limitTicks() == other.limitTicks() && one.stopTicks() == other.stopTicks();
    }

    private void entered(Event.OrderStatusChanged e) {
        OrderFacts order = orders.get(e.orderId());
        if (order == null) {
            return;
        }
        order.status = e.status();
        order.changedNanos = e.timeNanos();
        tables.put(OrderRows.ORDER.row(order));
        if (e.status() == OrderStatus.PENDING_NEW && !order.routed) {
            strategies.passedRisk(order);
            order.routed = true;
            tables.put(OrderRows.ORDER.row(order));
        }
        strategies.entered(order);
    }

    private void executed(Event.ExecutionReported e) {
        OrderFacts order = orders.get(e.orderId());
        if (order == null) {
            return;
        }
        if (e.type() == ExecutionType.REPLACED) {
            for (VersionFacts version : order.versions) {
                if (version.versionId == e.commandId()) {
                    order.live = version;
                }
            }
        }
        if (isHeldChange(order, e)) {
            return;
        }
        int sessionDate =
                listings.catalogue().calendarOf(order.listing.productId()).sessionDate(e.timeNanos());
        tables.put(OrderRows.EXECUTION.row(new ExecutionFacts(e, order, sessionDate)));
        if (e.type() == ExecutionType.NEW) {
            strategies.works(order);
        }
    }

    /** The original has no report of a waiting leg's change: nothing was replaced at the market. */
    private static boolean isHeldChange(OrderFacts order, Event.ExecutionReported e) {
        return order.isLeg()
                && e.type() == ExecutionType.REPLACED
                && order.commands.stream()
                        .anyMatch(command ->
                                command.commandId == e.commandId() && command.status == CommandStatus.ON_HOLD);
    }

    private void filled(Event.Filled e) {
        FillFacts fill = new FillFacts(e, listings.known(e.contractId()));
        fills.put(e.fillId(), fill);
        tables.put(TradeRows.FILL.row(fill));
    }

    private void charged(long timeNanos, Event.FeesCharged e) {
        tables.put(TradeRows.FEE.row(new FeeFacts(e, timeNanos)));
    }

    private void paired(long timeNanos, Event.FillsPaired e) {
        tables.put(TradeRows.PAIR.row(new PairFacts(e, listings.known(e.contractId()), timeNanos)));
        pair(e.buyFillId(), e.quantity(), timeNanos);
        pair(e.sellFillId(), e.quantity(), timeNanos);
    }

    private void pair(long fillId, int quantity, long timeNanos) {
        FillFacts fill = fills.get(fillId);
        if (fill != null) {
            fill.paired += quantity;
            fill.changedNanos = timeNanos;
            tables.put(TradeRows.FILL.row(fill));
        }
    }

    /** A session is over for an account: what is done belongs to it and goes, what lives goes on. */
    private void forgetSession(long accountId) {
        for (long orderId : tables.idsOf("order", accountId)) {
            OrderFacts order = orders.get(orderId);
            if (order.status.terminal()) {
                forget(order);
            }
        }
        for (long pairId : tables.idsIn("fillPair", accountId)) {
            tables.forget("fillPair", pairId);
        }
        strategies.forgetEnded(accountId);
    }

    private void forget(OrderFacts order) {
        orders.remove(order.orderId());
        for (long fillId : tables.idsOf("fill", order.orderId())) {
            fills.remove(fillId);
            tables.forget("fillFee", fillId);
            tables.forget("fill", fillId);
        }
        for (CommandFacts command : order.commands) {
            for (long reportId : tables.idsOf("commandReport", command.commandId)) {
                tables.forget("commandReport", reportId);
            }
            for (long reportId : tables.idsOf("executionReport", command.commandId)) {
                tables.forget("executionReport", reportId);
            }
            tables.forget("command", command.commandId);
        }
        for (VersionFacts version : order.versions) {
            tables.forget("orderVersion", version.versionId);
        }
        tables.forget("order", order.orderId());
    }
}
