package org.outcry.market;

/** Kind and size of bars: {@code MINUTE 5}, {@code TICK 1000}, {@code RANGE 8} (in ticks), {@code VOLUME 500}. */
public record BarPeriod(Kind kind, int size) {
    public BarPeriod {
        if (size < 1) {
            throw new IllegalArgumentException("period must be 1 or more, got " + size);
        }
    }

    /** What closes a bar. */
    public enum Kind {
        TICK,
        SECOND,
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        MONTH,
        YEAR,
        RANGE,
        VOLUME
    }
}
