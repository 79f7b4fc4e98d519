package org.outcry.harness.simulation;

import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;

/** Breaks things at random until it is told to stop, and mends all of them then. */
final class Fate {
    private static final long MILLI = 1_000_000L;

    private final World world;
    private final Node node;
    private final SimulatedGateway gateway;
    private final Chance chance;
    private boolean over;
    private int crashes;

    Fate(World world, Node node, SimulatedGateway gateway, Scheme scheme, Chance chance) {
        this.world = world;
        this.node = node;
        this.gateway = gateway;
        this.chance = chance;
        nowAndThen(scheme.crashEveryNanos(), this::crash);
        nowAndThen(scheme.stopEveryNanos(), () -> world.stop(Part.NODE, chance.between(1, 4_000) * MILLI));
        nowAndThen(scheme.linkCutEveryNanos(), () -> gateway.cut(chance.between(0, 1_500) * MILLI));
        nowAndThen(scheme.clockStepEveryNanos(), () -> node.stepClock(chance.between(-3_000, 1_500) * MILLI));
        nowAndThen(scheme.feedPauseEveryNanos(), () -> node.pauseFeed(chance.between(50, 4_000) * MILLI));
        nowAndThen(scheme.diskFullEveryNanos(), this::fillDisk);
        nowAndThen(scheme.snapshotEveryNanos(), () -> node.ledger().ifPresent(SimulatedLedger::snapshot));
    }

    private void nowAndThen(long everyNanos, Runnable deed) {
        if (everyNanos > 0) {
            world.after(Part.FATE, chance.between(everyNanos / 10, everyNanos * 2), () -> {
                if (!over) {
                    deed.run();
                    nowAndThen(everyNanos, deed);
                }
            });
        }
    }

    private void crash() {
        if (node.ledger().isPresent()) {
            crashes++;
            node.crash();
            world.after(Part.FATE, chance.between(10, 3_000) * MILLI, this::restart);
        }
    }

    private void restart() {
        if (node.ledger().isEmpty()) {
            node.start();
        }
    }

    private void fillDisk() {
        node.ledger().ifPresent(ledger -> {
            ledger.diskFull(true);
            world.after(Part.NODE, chance.between(10, 1_000) * MILLI, () -> ledger.diskFull(false));
        });
    }

    /** No more faults; what is broken is mended. */
    void rest() {
        over = true;
        node.calm();
        gateway.calm();
        restart();
    }

    int crashes() {
        return crashes;
    }
}
