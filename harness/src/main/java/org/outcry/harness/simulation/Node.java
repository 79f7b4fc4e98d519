package org.outcry.harness.simulation;

import java.util.Optional;
import java.util.function.Consumer;
import org.outcry.desk.rpc.DeskOperations;
import org.outcry.feed.Feed;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.harness.world.WorldExecutor;
import org.outcry.harness.world.WrittenMarket;

/** The process that holds ledger, feed and desk: it dies, it comes back, its wall clock is not to be trusted. */
final class Node {
    private final World world;
    private final Store store;
    private final Scheme scheme;
    private final Sabotage sabotage;
    private final WrittenMarket market;
    private final Chance chance;
    private Optional<SimulatedLedger> ledger = Optional.empty();
    private Optional<SimulatedFeed> feed = Optional.empty();
    private Consumer<DeskOperations> onStart = started -> {};
    private Runnable onDeath = () -> {};
    private long clockErrorNanos;
    private boolean calm;
    private int lives;

    Node(World world, Store store, Scheme scheme, Sabotage sabotage, WrittenMarket market, Chance chance) {
        this.world = world;
        this.store = store;
        this.scheme = scheme;
        this.sabotage = sabotage;
        this.market = market;
        this.chance = chance;
    }

    /** Called with the desk of each new life, before anything else reaches it, and at each death. */
    void observe(Consumer<DeskOperations> start, Runnable death) {
        onStart = start;
        onDeath = death;
    }

    void start() {
        lives++;
        SimulatedLedger started = new SimulatedLedger(
                world,
                store,
                scheme,
                sabotage,
                chance.fork("ledger" + lives),
                () -> world.nowNanos() + clockErrorNanos);
        if (calm) {
            started.calm();
        }
        ledger = Optional.of(started);
        SimulatedFeed feeding = new SimulatedFeed(world, started, market, sabotage);
        feed = Optional.of(feeding);
        onStart.accept(SimulatedDesk.open(
                started, market, Setup.CATALOGUE, feeding.feed(), new WorldExecutor(world, Part.NODE)));
    }

    /** Power is lost. */
    void crash() {
        if (ledger.isPresent()) {
            world.kill(Part.NODE);
            ledger = Optional.empty();
            feed = Optional.empty();
            store.crash(chance);
            onDeath.run();
        }
    }

    void stepClock(long errorNanos) {
        clockErrorNanos = errorNanos;
    }

    void pauseFeed(long durationNanos) {
        feed.ifPresent(running -> running.pause(durationNanos));
    }

    /** Faults end. */
    void calm() {
        calm = true;
        clockErrorNanos = 0;
        ledger.ifPresent(SimulatedLedger::calm);
        feed.ifPresent(SimulatedFeed::calm);
    }

    Optional<Feed> feed() {
        return feed.map(SimulatedFeed::feed);
    }

    Optional<SimulatedLedger> ledger() {
        return ledger;
    }

    int lives() {
        return lives;
    }
}
