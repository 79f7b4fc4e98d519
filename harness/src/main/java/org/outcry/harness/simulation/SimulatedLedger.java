package org.outcry.harness.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.outcry.engine.Engine;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.state.StateRow;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.LedgerStatus;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.codec.CommandDecoder;
import org.outcry.ledger.codec.CommandEncoder;
import org.outcry.ledger.codec.Envelope;
import org.outcry.ledger.codec.SnapshotCodec;
import org.outcry.ledger.codec.SnapshotReader;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.ViewModel;

/**
 * One life of the ledger over a forgetful disk: real engine, codec and views; written, synced, applied and answered in steps that
 * the world schedules, so that anything may happen between two of them. It ends when the world kills its process.
 */
final class SimulatedLedger implements Ledger {
    private static final int BATCH = 32;
    /** When the planted bug that answers before it syncs gets round to it. */
    private static final long LAZY_SYNC_NANOS = 200_000_000L;

    private record Waiting(Submission submission, OutcomeListener listener) {}

    private final World world;
    private final Store store;
    private final Scheme scheme;
    private final Sabotage sabotage;
    private final Chance chance;
    private final LongSupplier wallNanos;
    private final Engine engine = new Engine();
    private final ViewModel views = new ViewModel();
    private final CommandEncoder encoder = new CommandEncoder();
    private final CommandDecoder decoder = new CommandDecoder();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<EventFollower> followers = new ArrayList<>();
    private final List<Consumer<Watch>> watchers = new ArrayList<>();
    private int applied;
    private int unanswered;
    private final Arrivals arrivals = new Arrivals(this::businessNanos);
    private long lastNanos;
    private boolean pumping;
    private boolean diskFull;
    private boolean calm;

    SimulatedLedger(World world, Store store, Scheme scheme, Sabotage sabotage, Chance chance, LongSupplier wallNanos) {
        this.world = world;
        this.store = store;
        this.scheme = scheme;
        this.sabotage = sabotage;
        this.chance = chance;
        this.wallNanos = wallNanos;
        recover();
    }

    /** From any snapshot there is, or from none: every way must lead to the same state. */
    private void recover() {
        List<Store.Snapshot> usable = store.snapshots().stream()
                .filter(snapshot -> snapshot.entries() <= store.log.size())
                .toList();
        if (!usable.isEmpty() && !chance.oneIn(4)) {
            Store.Snapshot snapshot = chance.oneIn(3) ? chance.pick(usable) : usable.getLast();
            SnapshotReader reader = SnapshotReader.into(engine);
            reader.onMessage(new UnsafeBuffer(snapshot.bytes()), 0, snapshot.bytes().length);
            reader.finish(snapshot.entries());
            applied = snapshot.entries();
            views.restore(engine);
        }
        int skipped = sabotage == Sabotage.ENTRY_SKIPPED_ON_REPLAY && store.log.size() > applied
                ? chance.between(applied, store.log.size() - 1)
                : -1;
        while (applied < store.log.size()) {
            if (applied == skipped) {
                applied++;
            } else {
                apply(EventSink.NONE);
            }
            if (store.hashes().containsKey(applied)) {
                store.note(applied, engine);
            }
        }
        views.publish(applied);
        engine.drainChangedWatches(watch -> {});
    }

    /** No more faults of its own from here on. */
    void calm() {
        calm = true;
        diskFull = false;
    }

    void diskFull(boolean full) {
        diskFull = full && !calm;
    }

    @Override
    public void submit(CommandKey key, long senderId, Command command, OutcomeListener listener) {
        if (diskFull) {
            listener.onFailure(OutcomeListener.Failure.DISK_FULL);
            return;
        }
        if (waiting.size() + unanswered >= scheme.ingressBound() || (!calm && chance.oneIn(scheme.busyOneIn()))) {
            listener.onFailure(OutcomeListener.Failure.BUSY);
            return;
        }
        waiting.add(new Waiting(new Submission(businessNanos(), key.high(), key.low(), senderId, command), listener));
        if (!pumping) {
            pumping = true;
            world.after(Part.NODE, chance.between(0, scheme.syncNanos() / 4), this::write);
        }
    }

    private void write() {
        List<Waiting> batch = new ArrayList<>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            Waiting next = waiting.poll();
            store.log.append(encode(next.submission()));
            batch.add(next);
        }
        unanswered += batch.size();
        if (sabotage == Sabotage.ACKNOWLEDGED_BEFORE_SYNCED) {
            show(batch);
            world.after(Part.NODE, LAZY_SYNC_NANOS, store.log::sync);
            pumpAgain();
        } else {
            world.after(Part.NODE, syncNanos(), () -> {
                store.log.sync();
                show(batch);
                pumpAgain();
            });
        }
    }

    private void pumpAgain() {
        pumping = !waiting.isEmpty();
        if (pumping) {
            world.after(Part.NODE, 0, this::write);
        }
    }

    private long syncNanos() {
        // Now and then a disk takes its time.
        return chance.oneIn(50)
                ? scheme.syncNanos() * 100
                : chance.between(scheme.syncNanos() / 2, scheme.syncNanos() * 2);
    }

    private void show(List<Waiting> batch) {
        List<Outcome> outcomes = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (Waiting _ : batch) {
            outcomes.add(apply(events::add));
            views.publish(applied);
            for (EventFollower follower : List.copyOf(followers)) {
                for (Event event : events) {
                    follower.on(applied, engine.nowNanos(), event);
                }
            }
            events.clear();
        }
        if (chance.oneIn(10)) {
            store.note(applied, engine);
        }
        for (int i = 0; i < batch.size(); i++) {
            OutcomeListener listener = batch.get(i).listener();
            Outcome outcome = outcomes.get(i);
            // Each on its own way back: answers overtake each other.
            world.after(Part.NODE, calm ? 0 : chance.between(0, scheme.answerNanos()), () -> {
                unanswered--;
                listener.onOutcome(outcome);
            });
        }
        engine.drainChangedWatches(watch -> List.copyOf(watchers).forEach(watcher -> watcher.accept(watch)));
    }

    private Outcome apply(EventSink sink) {
        byte[] entry = store.log.entry(applied);
        Submission submission = decoder.decode(new UnsafeBuffer(entry), 0, entry.length);
        List<Event> events = new ArrayList<>();
        Outcome outcome = engine.apply(submission, events::add);
        applied++;
        events.forEach(event -> views.apply(applied, event));
        events.forEach(sink::accept);
        return outcome;
    }

    private byte[] encode(Submission submission) {
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
        int length = encoder.encode(buffer, 0, new Envelope(submission, 1, 1, 0));
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    @Override
    public LedgerViews views() {
        return views;
    }

    @Override
    public Subscription follow(EventFollower follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    @Override
    public Subscription watch(Consumer<Watch> follower) {
        engine.watches().forEach(follower);
        watchers.add(follower);
        return () -> watchers.remove(follower);
    }

    @Override
    public long businessNanos() {
        // As the real one: whoever asked once never hears an earlier time, even when the wall clock steps back.
        lastNanos = Math.max(lastNanos, Math.max(engine.nowNanos(), wallNanos.getAsLong()));
        return lastNanos;
    }

    @Override
    public long nextDueNanos() {
        return engine.nextDueNanos();
    }

    @Override
    public void snapshot() {
        if (applied > store.log.synced()) {
            return;
        }
        List<StateRow> rows = new ArrayList<>();
        engine.writeState(rows::add);
        if (sabotage == Sabotage.ROW_MISSING_FROM_SNAPSHOT && rows.size() > 2) {
            rows.remove(rows.size() - 2);
        }
        SnapshotCodec codec = new SnapshotCodec();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1 << 16);
        int length = codec.encodeStart(buffer, 0, applied);
        for (StateRow row : rows) {
            length += codec.encodeRow(buffer, length, row);
        }
        length += codec.encodeEnd(buffer, length, applied, engine.stateHash(), rows.size());
        byte[] bytes = new byte[length];
        buffer.getBytes(0, bytes);
        store.addSnapshot(new Store.Snapshot(applied, bytes));
    }

    @Override
    public StateMark stateMark() {
        return new StateMark(applied, engine.stateHash(), engine.tradingHash());
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public long appliedNanos() {
        return applied == 0 ? 0 : engine.nowNanos();
    }

    Engine engine() {
        return engine;
    }

    int applied() {
        return applied;
    }

    boolean idle() {
        return waiting.isEmpty() && unanswered == 0 && !pumping;
    }

    @Override
    public LedgerStatus status() {
        return new LedgerStatus(
                !diskFull, "", applied, applied, waiting.size() + unanswered, scheme.ingressBound(), 0, applied, 1);
    }

    @Override
    public void close() {
        followers.clear();
        watchers.clear();
    }
}
