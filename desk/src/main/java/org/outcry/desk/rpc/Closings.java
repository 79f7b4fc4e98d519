package org.outcry.desk.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.outcry.desk.wire.Rows;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.wire.Json;

/**
 * Position closes under way. A close is answered when the position has the size asked for, when its closing orders have ended,
 * or after five seconds, whichever is first. A second close of the same position joins the first when it asks for the same size,
 * and is refused otherwise.
 *
 * <p>Any thread calls; answers are written on the worker. No thread waits: an event of the ledger or a timer wakes the check.
 */
final class Closings {
    /** How long a close is watched (docs/protocol/crosstrade.md, ClosePosition). */
    private static final long WATCH_MILLIS = 5_000;
    /** Further calls that may wait for one close. */
    private static final int MAX_JOINED = 100;

    private final Ledger ledger;
    private final Rows rows;
    private final ScheduledExecutorService worker;
    private final Map<Key, Closing> underWay = new ConcurrentHashMap<>();
    /** Positions whose close was under way when the link was lost, until they are read again; bounded by the positions there are. */
    private final Set<Key> unreconciled = ConcurrentHashMap.newKeySet();

    Closings(Ledger ledger, Rows rows, ScheduledExecutorService worker) {
        this.ledger = ledger;
        this.rows = rows;
        this.worker = worker;
    }

    /**
     * @param before the position before the close
     * @param wanted contracts to close, at most the size of {@code before}
     * @param asked the size in the caller's terms, which stays comparable while the position shrinks
     */
    void close(
            Call call, String account, PositionView before, long wanted, String asked, LongFunction<Command> command) {
        Key key = new Key(before.accountId(), before.contractId());
        if (unreconciled.contains(key)) {
            call.refuse(DeskRefusal.closeNeedsReconciliation(call.subject().instrument()));
            return;
        }
        Closing closing = new Closing(key, account, before, wanted, asked, call);
        Closing other = underWay.putIfAbsent(key, closing);
        if (other == null) {
            try {
                call.submit(command, new Started(closing));
            } catch (RuntimeException failure) {
                underWay.remove(key, closing);
                throw failure;
            }
        } else if (!other.join(call, wanted, asked)) {
            call.refuse(DeskRefusal.closeInProgress(call.subject().instrument()));
        }
    }

    /** Nobody hears the answers to the closes under way: whoever asked must look at the position before asking for more. */
    void linkLost() {
        unreconciled.addAll(underWay.keySet());
    }

    /** The positions of an account were read. */
    void reconciled(long accountId) {
        if (!unreconciled.isEmpty()) {
            unreconciled.removeIf(key -> key.accountId() == accountId);
        }
    }

    /** Hears every event of the ledger, on the ledger's thread. */
    void onEvent(Event event) {
        if (underWay.isEmpty()) {
            return;
        }
        switch (event) {
            case Event.PositionChanged changed -> wake(new Key(changed.accountId(), changed.contractId()));
            // An order that ends without a fill (protection limit, market closed) ends the watching too.
            case Event.OrderStatusChanged changed
            when changed.status().terminal() -> underWay.keySet().forEach(this::wake);
            default -> {
                // Nothing else can finish a close.
            }
        }
    }

    private void wake(Key key) {
        Closing closing = underWay.get(key);
        if (closing != null) {
            closing.look.soon();
        }
    }

    private void check(Closing closing, boolean timedOut) {
        Optional<List<Long>> orders = closing.orders();
        if (orders.isEmpty() || underWay.get(closing.key) != closing) {
            return;
        }
        // Orders first: a position read after an order has ended shows what that order did.
        boolean working = orders.get().stream().anyMatch(this::live);
        long net = net(closing.key);
        // On the other side of flat, the position asked about is closed as well.
        boolean reached = Long.signum(net) != Long.signum(closing.before.net())
                || Math.abs(net) <= Math.abs(closing.before.net()) - closing.wanted;
        if (reached || !working || timedOut) {
            underWay.remove(closing.key, closing);
            answer(closing, net, working && !reached, reached);
        }
    }

    private void answer(Closing closing, long net, boolean pending, boolean verified) {
        Json json = new Json().object().array("closedPositions");
        rows.positions(json, closing.account, List.of(closing.before), closing.first.nowNanos());
        byte[] bytes = json.endArray()
                .put("pending", pending)
                .put("verified", verified)
                .put("remainingQuantity", Math.abs(net))
                .put("success", true)
                .endObject()
                .bytes();
        for (Call call : closing.finish()) {
            call.reply(bytes);
        }
    }

    private long net(Key key) {
        return ledger.views()
                .account(key.accountId())
                .flatMap(account -> account.positions().stream()
                        .filter(position -> position.contractId() == key.contractId())
                        .findFirst())
                .map(PositionView::net)
                .orElse(0L);
    }

    private boolean live(long orderId) {
        return ledger.views()
                .order(orderId)
                .map(OrderView::status)
                .filter(status -> !status.terminal())
                .isPresent();
    }

    private record Key(long accountId, int contractId) {}

    /** What happens when the ledger has answered the closing command. */
    private final class Started implements Call.Accepted {
        private final Closing closing;

        Started(Closing closing) {
            this.closing = closing;
        }

        @Override
        public void on(Outcome outcome) {
            closing.started(closingOrders(outcome));
            closing.look.soon();
            worker.schedule(() -> check(closing, true), WATCH_MILLIS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void onRefused(Outcome outcome) {
            underWay.remove(closing.key, closing);
            closing.refuseJoined(call -> call.refuse(DeskRefusal.of(outcome, call.subject())));
        }

        @Override
        public void onFailed(OutcomeListener.Failure failure) {
            underWay.remove(closing.key, closing);
            closing.refuseJoined(call -> call.fail(failure));
        }

        /** A flatten names its closing orders first and says in {@code id} how many they are; a reduction has one order. */
        private List<Long> closingOrders(Outcome outcome) {
            if (outcome.ids().isEmpty()) {
                return List.of(outcome.id());
            }
            return outcome.ids()
                    .subList(0, (int) Math.min(outcome.id(), outcome.ids().size()));
        }
    }

    /** One close and everyone who waits for it. */
    private final class Closing {
        private final Key key;
        private final String account;
        private final PositionView before;
        private final long wanted;
        private final String asked;
        private final Call first;
        private final List<Call> joined = new ArrayList<>();
        private final Look look = new Look(worker, () -> check(this, false));

        private Optional<List<Long>> orders = Optional.empty();
        private boolean finished;

        Closing(Key key, String account, PositionView before, long wanted, String asked, Call first) {
            this.key = key;
            this.account = account;
            this.before = before;
            this.wanted = wanted;
            this.asked = asked;
            this.first = first;
        }

        synchronized boolean join(Call call, long quantity, String sameAsked) {
            boolean same = quantity == wanted || asked.equals(sameAsked);
            if (finished || !same || joined.size() == MAX_JOINED) {
                return false;
            }
            joined.add(call);
            return true;
        }

        synchronized void started(List<Long> closingOrders) {
            orders = Optional.of(closingOrders);
        }

        synchronized Optional<List<Long>> orders() {
            return orders;
        }

        synchronized List<Call> finish() {
            finished = true;
            List<Call> all = new ArrayList<>(joined);
            all.addFirst(first);
            return all;
        }

        synchronized void refuseJoined(Consumer<Call> refusal) {
            finished = true;
            joined.forEach(refusal);
        }
    }
}
