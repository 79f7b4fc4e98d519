package org.outcry.engine.core;

import org.outcry.engine.account.AccountSettings;

/** Entry latency of one command: a bounded, log-normal-like spread drawn from a hash of its id, in integers only. */
final class Latency {
    /**
     * Per mille of the mean: quantiles (i + 1/2) / 32 of a log-normal distribution of mean 1 and shape 0.35, rounded. Their
     * mean is 997. The market a command meets depends on this table: it never changes.
     */
    private static final int[] FACTORS = {
        443, 523, 573, 612, 645, 675, 703, 730, 755, 780, 805, 829, 853, 878, 903, 928,
        954, 980, 1008, 1037, 1067, 1099, 1134, 1171, 1212, 1258, 1310, 1371, 1447, 1545, 1691, 1999
    };

    private static final int TABLE_SHAPE_PERCENT = 35;
    private static final int LEAST_FACTOR = 100;

    private Latency() {}

    static long of(AccountSettings settings, long commandId) {
        long mean = settings.entryLatencyNanos();
        if (mean == 0 || settings.latencyJitterPercent() == 0) {
            return mean;
        }
        int deviation = FACTORS[(int) (Mix.mix(commandId) >>> 59)] - 1000;
        int factor = Math.max(LEAST_FACTOR, 1000 + deviation * settings.latencyJitterPercent() / TABLE_SHAPE_PERCENT);
        return mean / 1000 * factor;
    }
}
