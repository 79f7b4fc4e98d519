package org.outcry.harness.simulation;

import java.util.function.Consumer;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.value.Prices;
import org.outcry.feed.Feed;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.harness.world.WrittenMarket;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.LedgerStatus;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.view.LedgerViews;

/** The real feed, stepped by the world instead of its own thread. */
final class SimulatedFeed {
    private static final long STEP_NANOS = 5_000_000L;

    private final World world;
    private final Ledger ledger;
    private final Feed feed;
    private long pausedUntilNanos;

    SimulatedFeed(World world, SimulatedLedger ledger, WrittenMarket market, Sabotage sabotage) {
        this.world = world;
        this.ledger = sabotage == Sabotage.NO_RESCAN || sabotage == Sabotage.WATCH_ONE_TICK_OFF
                ? new Misleading(ledger, sabotage)
                : ledger;
        this.feed = new Feed(this.ledger, market, ledger.appliedNanos());
        world.after(Part.NODE, 0, this::step);
    }

    private void step() {
        if (world.nowNanos() >= pausedUntilNanos) {
            feed.step(ledger.businessNanos());
        }
        world.after(Part.NODE, STEP_NANOS, this::step);
    }

    Feed feed() {
        return feed;
    }

    void pause(long durationNanos) {
        pausedUntilNanos = Math.max(pausedUntilNanos, world.nowNanos() + durationNanos);
    }

    /** Pauses end. */
    void calm() {
        pausedUntilNanos = 0;
    }

    /** Tells the feed less than the engine said. */
    private record Misleading(SimulatedLedger honest, Sabotage sabotage) implements Ledger {
        @Override
        public Subscription watch(Consumer<Watch> follower) {
            return honest.watch(watch -> follower.accept(twisted(watch)));
        }

        private Watch twisted(Watch watch) {
            boolean off = sabotage == Sabotage.WATCH_ONE_TICK_OFF;
            return new Watch(
                    watch.contractId(),
                    watch.version(),
                    off ? watch.sinceSequence() : honest.businessNanos(),
                    watch.askAtOrBelow(),
                    watch.bidAtOrAbove(),
                    watch.askAtOrAbove(),
                    watch.bidAtOrBelow(),
                    watch.lastAtOrBelow(),
                    off && watch.lastAtOrAbove() != Prices.NONE ? watch.lastAtOrAbove() + 1 : watch.lastAtOrAbove(),
                    watch.tradesAtOrBelow(),
                    watch.tradesAtOrAbove(),
                    watch.dueNanos(),
                    watch.marked());
        }

        @Override
        public void submit(CommandKey key, long senderId, Command command, OutcomeListener listener) {
            honest.submit(key, senderId, command, listener);
        }

        @Override
        public LedgerViews views() {
            return honest.views();
        }

        @Override
        public Subscription follow(EventFollower follower) {
            return honest.follow(follower);
        }

        @Override
        public long businessNanos() {
            return honest.businessNanos();
        }

        @Override
        public Arrivals arrivals() {
            return honest.arrivals();
        }

        @Override
        public long appliedNanos() {
            return honest.appliedNanos();
        }

        @Override
        public long nextDueNanos() {
            return honest.nextDueNanos();
        }

        @Override
        public void snapshot() {
            honest.snapshot();
        }

        @Override
        public StateMark stateMark() {
            return honest.stateMark();
        }

        @Override
        public LedgerStatus status() {
            return honest.status();
        }

        @Override
        public void close() {
            honest.close();
        }
    }
}
