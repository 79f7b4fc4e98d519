package org.outcry.tradovate.door;

/**
 * How often a user may call: within any hour, any minute and any second. The documented numbers are everybody's, unless the user's
 * properties 31 to 33 say others.
 */
public record CallLimits(int perHour, int perMinute, int perSecond) {
    public static final CallLimits STANDARD = new CallLimits(5_000, 5_000, 5_000);

    public CallLimits {
        if (perHour < 1 || perMinute < 1 || perSecond < 1) {
            throw new IllegalArgumentException(
                    "a user may call at least once: " + perHour + " " + perMinute + " " + perSecond);
        }
    }
}
