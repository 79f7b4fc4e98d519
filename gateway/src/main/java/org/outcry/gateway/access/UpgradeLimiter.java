package org.outcry.gateway.access;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * At most five WebSocket upgrades per address in any sixty seconds (documented). Addresses that have been quiet for a minute are
 * forgotten; at {@value #MAX_ADDRESSES} busy ones new addresses are refused, so memory is bounded. Any thread.
 */
public final class UpgradeLimiter {
    /** Upgrades in one window. */
    public static final int UPGRADES = 5;
    /** The window. */
    public static final long WINDOW_NANOS = 60_000_000_000L;

    private static final int MAX_ADDRESSES = 100_000;

    private final boolean limited;
    private final LongSupplier nanoTime;
    private final Map<String, long[]> windows = new HashMap<>();
    private long sweptAt;

    public UpgradeLimiter(Profile profile, LongSupplier nanoTime) {
        this.limited = profile == Profile.STRICT;
        this.nanoTime = nanoTime;
        this.sweptAt = nanoTime.getAsLong();
    }

    /** Counts an upgrade. Returns 0 when it is allowed, else the nanoseconds to wait; a refusal is not counted. */
    public long admit(String address) {
        if (!limited) {
            return 0;
        }
        synchronized (windows) {
            long now = nanoTime.getAsLong();
            if (now - sweptAt > WINDOW_NANOS) {
                windows.values()
                        .removeIf(times ->
                                now - times[(int) ((times[UPGRADES] + UPGRADES - 1) % UPGRADES)] > WINDOW_NANOS);
                sweptAt = now;
            }
            long[] times = windows.get(address);
            if (times == null) {
                if (windows.size() >= MAX_ADDRESSES) {
                    return WINDOW_NANOS;
                }
                // The last five times in a ring, then the count of all.
                times = new long[UPGRADES + 1];
                windows.put(address, times);
            }
            int slot = (int) (times[UPGRADES] % UPGRADES);
            if (times[UPGRADES] >= UPGRADES) {
                long wait = times[slot] + WINDOW_NANOS - now;
                if (wait > 0) {
                    return wait;
                }
            }
            times[slot] = now;
            times[UPGRADES]++;
            return 0;
        }
    }
}
