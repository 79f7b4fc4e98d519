package org.outcry.harness.simulation;

import org.outcry.harness.world.Chance;

/**
 * What one seed chose: the shape of a run and the rates of its faults. A rate of n means once in n chances, 0 means never.
 *
 * @param ledgerClients programs that submit commands themselves and repeat them under their key
 * @param deskClients programs behind the gateway
 * @param thinkNanos mean pause of a client between two commands
 * @param contracts how many contracts are traded
 * @param marketGapNanos mean time between two market events of a contract
 * @param sessionNanos length of a session window
 * @param sessionBreakNanos closed time between two windows
 * @param syncNanos mean time of a sync
 * @param answerNanos longest extra delay of an answer; answers overtake each other
 * @param ingressBound submissions that may wait before the ledger is busy
 * @param busyOneIn submissions refused as busy
 * @param repeatOneIn commands sent twice at once under their key
 * @param crashEveryNanos mean time between crashes of the node, 0 for none
 * @param stopEveryNanos mean time between freezes of the node (SIGSTOP, suspend)
 * @param linkCutEveryNanos mean time between cuts of the link
 * @param clockStepEveryNanos mean time between steps of the node's wall clock
 * @param feedPauseEveryNanos mean time between pauses of the feed
 * @param diskFullEveryNanos mean time between spells of a full disk
 * @param snapshotEveryNanos mean time between snapshots
 * @param entryLatency accounts trade with the realistic entry latency
 * @param safetyNanos length of the phase with faults
 */
public record Scheme(
        long seed,
        int ledgerClients,
        int deskClients,
        long thinkNanos,
        int contracts,
        long marketGapNanos,
        long sessionNanos,
        long sessionBreakNanos,
        long syncNanos,
        long answerNanos,
        int ingressBound,
        int busyOneIn,
        int repeatOneIn,
        long crashEveryNanos,
        long stopEveryNanos,
        long linkCutEveryNanos,
        long clockStepEveryNanos,
        long feedPauseEveryNanos,
        long diskFullEveryNanos,
        long snapshotEveryNanos,
        boolean entryLatency,
        long safetyNanos) {
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;

    /** Time after the faults in which everything pending must complete. */
    public static final long LIVENESS_NANOS = 20 * SECOND;

    public static Scheme of(long seed) {
        Chance chance = new Chance(seed).fork("scheme");
        return new Scheme(
                seed,
                chance.between(1, 4),
                chance.between(1, 3),
                chance.between(20, 200) * MILLI,
                chance.between(1, 3),
                chance.between(20, 150) * MILLI,
                chance.between(8, 60) * SECOND,
                chance.oneIn(2) ? 0 : chance.between(1, 1_500) * MILLI,
                chance.between(1, 30) * MILLI / 10,
                chance.between(0, 30) * MILLI,
                chance.oneIn(3) ? chance.between(1, 4) : 256,
                chance.oneIn(2) ? 0 : chance.between(5, 40),
                chance.oneIn(3) ? 0 : chance.between(3, 20),
                chance.oneIn(3) ? 0 : chance.between(1, 15) * SECOND,
                chance.oneIn(2) ? 0 : chance.between(3, 20) * SECOND,
                chance.oneIn(3) ? 0 : chance.between(2, 15) * SECOND,
                chance.oneIn(2) ? 0 : chance.between(2, 20) * SECOND,
                chance.oneIn(3) ? 0 : chance.between(2, 15) * SECOND,
                chance.oneIn(3) ? chance.between(5, 20) * SECOND : 0,
                chance.oneIn(4) ? 0 : chance.between(2, 20) * SECOND,
                chance.oneIn(2),
                chance.between(15, 45) * SECOND);
    }

    /** When the market's tape begins, nanoseconds UTC. */
    public long startNanos() {
        // Saturday 2026-11-21 09:00 in Chicago; any fixed instant would do.
        return 1_795_273_200L * SECOND;
    }

    public long endNanos() {
        return startNanos() + safetyNanos + LIVENESS_NANOS;
    }
}
