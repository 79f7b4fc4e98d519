package org.outcry.desk.events;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.outcry.desk.wire.OrderStates.OrderMoment;
import org.outcry.desk.wire.ProtectionRows;
import org.outcry.desk.wire.Rows;
import org.outcry.desk.wire.Times;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.FillView;
import org.outcry.ledger.view.LedgerViews.UserView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.RawJson;
import org.outcry.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the ledger's events into {@code orderUpdate}, {@code executionUpdate}, {@code positionUpdate} and (ours) {@code
 * protectionUpdate} payloads for the users the gateway asks about.
 *
 * <p>The ledger's thread only puts an event into a queue of {@value #MAX_QUEUED}. When it is full the oldest is dropped, and the
 * next event carries {@code dropped}, the number lost since the last one, so that its readers know to read the state again.
 *
 * <p>Each event has a {@link DeskEvent.Cursor}: the position of its log entry and its number among the events of that entry, which
 * are the same whoever listens and after every restart.
 */
public final class EventPublisher implements AutoCloseable {
    static final int MAX_QUEUED = 16_384;
    /** Orders whose last published state is remembered, so that the same state is not told twice. */
    private static final int MAX_REMEMBERED = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    private final Ledger ledger;
    private final Rows rows;
    private final ProtectionRows protections;
    private final Supplier<DeskLink.Inbox> inbox;
    private final ArrayDeque<Noted> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<Long, OrderState> told = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, OrderState> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private final Thread thread = new Thread(this::run, "desk-events");
    private volatile Set<String> users = Set.of();
    /** Of the event being told; the publisher's thread only. */
    private Set<String> asking = Set.of();

    private DeskEvent.Cursor cursor = new DeskEvent.Cursor(0, 0);
    /** Of the event last heard; the ledger's thread only. */
    private long position = -1;

    private long index;

    private volatile boolean forget;
    private volatile boolean closed;
    private long dropped;

    public EventPublisher(Ledger ledger, Rows rows, ProtectionRows protections, Supplier<DeskLink.Inbox> inbox) {
        this.ledger = ledger;
        this.rows = rows;
        this.protections = protections;
        this.inbox = inbox;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Replaces the set of users. Any thread. */
    public void want(Set<String> names) {
        // What was told before nobody listened is no longer where orders stand.
        if (users.isEmpty()) {
            forget = true;
        }
        users = Set.copyOf(names);
    }

    /** On the ledger's thread. */
    public void onEvent(long logPosition, long timeNanos, Event event) {
        // Counted whether or not anybody listens, or the same event would have another number another time.
        index = logPosition == position ? index + 1 : 0;
        position = logPosition;
        Set<String> now = users;
        if (now.isEmpty() || !tells(event)) {
            return;
        }
        lock.lock();
        try {
            if (queue.size() == MAX_QUEUED) {
                queue.pollFirst();
                dropped++;
            }
            queue.addLast(new Noted(logPosition, index, timeNanos, event, now));
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean tells(Event event) {
        return switch (event) {
            case Event.OrderCreated _,
                    Event.OrderStatusChanged _,
                    Event.CommandCreated _,
                    Event.ExecutionReported _,
                    Event.OrderAdjusted _,
                    Event.Filled _,
                    Event.PositionChanged _,
                    Event.ProtectionMissing _,
                    Event.ProtectionRestored _,
                    Event.ProtectionEnforced _ -> true;
            default -> false;
        };
    }

    private void run() {
        while (!closed) {
            try {
                tell(next());
            } catch (InterruptedException e) {
                // Only close interrupts this thread.
                return;
            } catch (RuntimeException e) {
                // One event that cannot be told must not silence the others.
                LOG.error("An event could not be published", e);
            }
        }
    }

    private Noted next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty()) {
                filled.await();
            }
            return queue.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    private void tell(Noted noted) {
        asking = noted.users;
        cursor = new DeskEvent.Cursor(noted.position, noted.index);
        if (forget) {
            forget = false;
            told.clear();
        }
        long time = noted.timeNanos;
        switch (noted.event) {
            case Event.OrderCreated created ->
                order(created.orderId(), time, _ -> new OrderState(created.terms(), fresh()));
            case Event.OrderStatusChanged changed
            when changed.status() != OrderStatus.FILLED ->
                order(changed.orderId(), time, before -> before.with(changed.status(), false, false));
            case Event.CommandCreated command
            when command.type() != CommandType.NEW ->
                order(
                        command.orderId(),
                        time,
                        before -> before.with(before.moment.status(), true, command.type() == CommandType.CANCEL));
            case Event.OrderAdjusted adjusted ->
                order(adjusted.orderId(), time, before -> new OrderState(adjusted.terms(), before.moment));
            case Event.ExecutionReported report
            when report.type() == ExecutionType.TRADE -> order(report.orderId(), time, before -> before.after(report));
            case Event.ExecutionReported report
            when report.type() == ExecutionType.REPLACED ->
                order(report.orderId(), time, before -> before.after(report).with(newTerms(report, before)));
            case Event.Filled fill -> execution(fill, time);
            case Event.PositionChanged position -> position(position, time);
            case Event.ProtectionMissing e ->
                protection(e.accountId(), time, (json, account) -> protections.missing(json, account, e));
            case Event.ProtectionRestored e ->
                protection(e.accountId(), time, (json, account) -> protections.restored(json, account, e));
            case Event.ProtectionEnforced e ->
                protection(e.accountId(), time, (json, account) -> protections.enforced(json, account, e));
            default -> {
                // FILLED is told by its execution report, which knows the quantities.
            }
        }
    }

    /** The report does not repeat the terms; the view has taken them over by now. */
    private OrderTerms newTerms(Event.ExecutionReported report, OrderState before) {
        return ledger.views().order(report.orderId()).map(OrderView::terms).orElse(before.terms);
    }

    private static OrderMoment fresh() {
        return new OrderMoment(OrderStatus.UNKNOWN, 0, 0, false, false);
    }

    /** Each state follows from the one told before, because the view may be further on already. */
    private void order(long orderId, long timeNanos, UnaryOperator<OrderState> step) {
        Optional<OrderView> order = ledger.views().order(orderId);
        if (order.isEmpty()) {
            return;
        }
        OrderState before = told.get(orderId);
        boolean first = before == null;
        OrderState state = step.apply(first ? new OrderState(order.get().terms(), rows.moment(order.get())) : before);
        told.put(orderId, state);
        Optional<Owner> owner = owner(order.get().accountId());
        if (owner.isPresent() && (first || !state.equals(before))) {
            Json json = new Json().object();
            rows.order(json, owner.get().account, order.get(), state.terms, state.moment, timeNanos);
            send(owner.get(), "orderUpdate", timeNanos, json);
        }
    }

    private void execution(Event.Filled filled, long timeNanos) {
        Optional<Owner> owner = owner(filled.accountId());
        Optional<FillView> fill = ledger.views().fill(filled.fillId());
        if (owner.isPresent() && fill.isPresent()) {
            Json json = new Json().object();
            String name =
                    ledger.views().order(filled.orderId()).map(OrderView::text).orElse("");
            rows.execution(json, owner.get().account, fill.get(), name);
            send(owner.get(), "executionUpdate", timeNanos, json);
        }
    }

    private void position(Event.PositionChanged changed, long timeNanos) {
        owner(changed.accountId()).ifPresent(owner -> {
            PositionView view = new PositionView(
                    changed.positionId(),
                    changed.accountId(),
                    changed.contractId(),
                    changed.net(),
                    changed.openTicks(),
                    changed.bought(),
                    changed.boughtTicks(),
                    changed.sold(),
                    changed.soldTicks(),
                    changed.sessionDate(),
                    0);
            Json json = new Json().object();
            rows.position(json, owner.account, view, timeNanos);
            send(owner, "positionUpdate", timeNanos, json);
        });
    }

    private void protection(long accountId, long timeNanos, BiConsumer<Json, String> row) {
        owner(accountId).ifPresent(owner -> {
            Json json = new Json().object();
            row.accept(json, owner.account);
            send(owner, "protectionUpdate", timeNanos, json);
        });
    }

    private void send(Owner owner, String kind, long timeNanos, Json json) {
        inbox.get()
                .onEvent(new DeskEvent(
                        owner.user,
                        owner.account,
                        kind,
                        Times.millis(timeNanos),
                        Optional.of(cursor),
                        takeDropped(),
                        new RawJson(json.endObject().bytes())));
    }

    private long takeDropped() {
        lock.lock();
        try {
            long taken = dropped;
            dropped = 0;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Whose account it is, when the gateway asks about that user. */
    private Optional<Owner> owner(long accountId) {
        Optional<AccountView> account = ledger.views().account(accountId);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        for (String user : asking) {
            Optional<UserView> known = ledger.views().user(user);
            if (known.isPresent() && known.get().userId() == account.get().userId()) {
                return Optional.of(new Owner(user, account.get().name()));
            }
        }
        return Optional.empty();
    }

    /** An event, and the users who were asked about when it happened. */
    private record Noted(long position, long index, long timeNanos, Event event, Set<String> users) {}

    private record Owner(String user, String account) {}

    private record OrderState(OrderTerms terms, OrderMoment moment) {
        OrderState with(OrderTerms changed) {
            return new OrderState(changed, moment);
        }

        OrderState with(OrderStatus status, boolean pending, boolean cancel) {
            return new OrderState(
                    terms, new OrderMoment(status, moment.filled(), moment.filledTicks(), pending, cancel));
        }

        OrderState after(Event.ExecutionReported report) {
            return new OrderState(
                    terms,
                    new OrderMoment(
                            report.status(), report.cumulativeQuantity(), report.cumulativeTicks(), false, false));
        }
    }
}
