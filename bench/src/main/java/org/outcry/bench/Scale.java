package org.outcry.bench;

import java.time.Duration;

/**
 * How much of everything a run does.
 *
 * @param engineCommands commands in one round of an engine
 * @param engineWarmup rounds before the measured ones
 * @param engineRounds measured rounds; the best speaks
 * @param roundTrips synced round trips of a ledger
 * @param ledgerMessages commands of a ledger's throughput run
 * @param warmup load before the measured time of a server
 * @param time measured time of a server
 * @param calls WebSocket calls measured one after the other
 * @param sockets listening sockets
 * @param restartCommands commands in the log behind the last snapshot
 * @param snapshotAccounts accounts in a snapshot
 * @param starts how often a start is repeated
 */
public record Scale(
        int engineCommands,
        int engineWarmup,
        int engineRounds,
        int roundTrips,
        int ledgerMessages,
        Duration warmup,
        Duration time,
        int calls,
        int sockets,
        int restartCommands,
        int snapshotAccounts,
        int starts) {
    /** What the performance page is made with. */
    public static final Scale FULL = new Scale(
            1_000_000,
            3,
            5,
            5_000,
            400_000,
            Duration.ofSeconds(8),
            Duration.ofSeconds(10),
            5_000,
            1_000,
            1_000_000,
            10_000,
            3);

    /** For a look while working. */
    public static final Scale QUICK = new Scale(
            300_000,
            2,
            3,
            1_500,
            100_000,
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            1_000,
            1_000,
            100_000,
            10_000,
            1);

    /** Proves that everything runs; its numbers say nothing. */
    public static final Scale TINY =
            new Scale(5_000, 0, 1, 20, 500, Duration.ofMillis(20), Duration.ofMillis(200), 20, 20, 500, 50, 1);
}
