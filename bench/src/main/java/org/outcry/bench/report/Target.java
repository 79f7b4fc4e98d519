package org.outcry.bench.report;

import java.util.Locale;

/** What a finding has to reach. */
public sealed interface Target {
    /** Ours divided by the peer's is at least this. */
    record RatioAtLeast(double bound) implements Target {}

    /** Ours divided by the peer's is at most this. */
    record RatioAtMost(double bound) implements Target {}

    /** Ours alone stays below this, in the finding's unit. */
    record Below(double bound) implements Target {}

    /** Shown for information. */
    record None() implements Target {}

    default boolean met(double ours, double peer) {
        return switch (this) {
            case RatioAtLeast(double bound) -> ours >= bound * peer;
            case RatioAtMost(double bound) -> ours <= bound * peer;
            case Below(double bound) -> ours < bound;
            case None() -> true;
        };
    }

    default String words(String unit) {
        return switch (this) {
            case RatioAtLeast(double bound) -> String.format(Locale.ROOT, "at least %.1f x", bound);
            case RatioAtMost(double bound) -> String.format(Locale.ROOT, "at most %.1f x", bound);
            case Below(double bound) -> "under " + Numbers.plain(bound) + " " + unit;
            case None() -> "-";
        };
    }
}
