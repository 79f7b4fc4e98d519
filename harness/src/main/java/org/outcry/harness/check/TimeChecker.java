package org.outcry.harness.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.TimeInForce;

/**
 * What time ends has ended: Day orders with their session date, GTD orders at their instant, everything with its contract; and
 * nothing fills while the market is closed. Business time never goes back.
 *
 * <p>It does <b>not</b> verify start-of-day balances: {@link AccountsChecker} verifies the sums that they are cut from.
 */
public final class TimeChecker implements Checker {
    private static final String NAME = "time";

    private record Live(Event.OrderCreated created, TimeInForce timeInForce, long expireNanos) {}

    private final Map<Integer, List<SessionWindow>> calendars = new TreeMap<>();
    private final Map<Integer, Product> products = new TreeMap<>();
    private final Map<Integer, Contract> contracts = new TreeMap<>();
    private final Map<Long, AccountSettings> settings = new TreeMap<>();
    private final Map<Long, Live> live = new TreeMap<>();
    private long nowNanos = Long.MIN_VALUE;

    @Override
    public void onEntry(Entry entry) {
        nowNanos = Math.max(nowNanos, entry.submission().timeNanos());
        if (entry.submission().command() instanceof Command.DefineSessions define
                && entry.outcome().isAccepted()) {
            calendars
                    .computeIfAbsent(define.calendarId(), id -> new ArrayList<>())
                    .addAll(define.windows());
        }
        for (Event event : entry.events()) {
            onEvent(event, entry);
        }
        for (Live order : live.values()) {
            long end = endNanos(order);
            if (end <= nowNanos) {
                throw new Finding(
                        NAME, "should have ended at " + end + ", it is " + nowNanos + ": " + order + " in " + entry);
            }
        }
    }

    private void onEvent(Event event, Entry entry) {
        switch (event) {
            case Event.ProductDefined defined -> products.put(defined.product().productId(), defined.product());
            case Event.ContractDefined defined ->
                contracts.put(defined.contract().contractId(), defined.contract());
            case Event.AccountOpened opened -> settings.put(opened.accountId(), opened.settings());
            case Event.AccountChanged changed -> settings.put(changed.accountId(), changed.settings());
            case Event.OrderCreated created ->
                live.put(
                        created.orderId(),
                        new Live(
                                created,
                                created.terms().timeInForce(),
                                created.terms().expireNanos()));
            case Event.OrderAdjusted adjusted ->
                live.computeIfPresent(
                        adjusted.orderId(),
                        (id, order) -> new Live(
                                order.created,
                                adjusted.terms().timeInForce(),
                                adjusted.terms().expireNanos()));
            // A modify may change the expiry when it is executed; which of both holds is not this checker's business.
            case Event.CommandCreated command -> {
                if (command.terms() != null && live.containsKey(command.orderId())) {
                    Live order = live.get(command.orderId());
                    live.put(
                            command.orderId(),
                            new Live(
                                    order.created,
                                    command.terms().timeInForce() == order.timeInForce
                                            ? order.timeInForce
                                            : TimeInForce.GTC,
                                    Math.max(order.expireNanos, command.terms().expireNanos())));
                }
            }
            case Event.OrderStatusChanged changed -> {
                if (changed.status().terminal()) {
                    live.remove(changed.orderId());
                }
            }
            case Event.Filled filled -> {
                if (filled.timeNanos() > nowNanos) {
                    throw new Finding(NAME, "filled in the future: " + filled + " in " + entry);
                }
            }
            default -> {
                // Time says nothing about it.
            }
        }
    }

    private long endNanos(Live order) {
        Contract contract = contracts.get(order.created.contractId());
        long end = contract.lastTradeNanos();
        if (order.timeInForce == TimeInForce.GTD) {
            end = Math.min(end, order.expireNanos);
        }
        if (order.timeInForce == TimeInForce.DAY
                && settings.get(order.created.accountId()).dayOrdersExpire()) {
            end = Math.min(
                    end, sessionEnd(products.get(contract.productId()).calendarId(), order.created.sessionDate()));
        }
        return end;
    }

    private long sessionEnd(int calendarId, int sessionDate) {
        long end = Long.MAX_VALUE;
        for (SessionWindow window : calendars.getOrDefault(calendarId, List.of())) {
            if (window.sessionDate() == sessionDate) {
                end = window.closeNanos();
            }
        }
        return end;
    }
}
