package org.outcry.brokerage.replay;

import java.time.Duration;

/**
 * What replays may take.
 *
 * @param sessions of all users together; one more is refused
 * @param perUser sessions of one user; one more begins none: it resets what there is
 * @param maxSpeed percent of real time
 * @param idle a clock that runs for so long without a call is stopped
 */
public record ReplaySettings(int sessions, int perUser, int maxSpeed, Duration idle) {
    private static final int SESSIONS = 16;
    /** Our choice: long enough for a coffee, short enough that a forgotten tab does not play for days. */
    private static final Duration IDLE = Duration.ofMinutes(30);

    /** As documented. */
    public static final ReplaySettings STRICT = new ReplaySettings(SESSIONS, 1, 400, IDLE);

    /** For one's own machine: as many and as fast as it can. */
    public static final ReplaySettings OPEN = new ReplaySettings(SESSIONS, SESSIONS, Integer.MAX_VALUE, IDLE);
}
