package org.outcry.bench.report;

import java.util.Optional;

/**
 * One line of the report.
 *
 * @param row name of the benchmark, as given on the command line
 * @param measure what was measured
 * @param unit unit of both values
 * @param peer what it stands beside, empty for an absolute bound
 * @param note settings and what each side does that the other does not; "" for none
 */
public record Finding(
        String row, String measure, String unit, Figure ours, Optional<Figure> peer, Target target, String note) {
    public static Finding beside(
            String row, String measure, String unit, Figure ours, Figure peer, Target target, String note) {
        return new Finding(row, measure, unit, ours, Optional.of(peer), target, note);
    }

    public static Finding alone(String row, String measure, String unit, Figure ours, Target target, String note) {
        return new Finding(row, measure, unit, ours, Optional.empty(), target, note);
    }

    public boolean met() {
        return target.met(ours.value(), peer.map(Figure::value).orElse(0.0));
    }

    /** Ours divided by the peer's. */
    public Optional<Double> ratio() {
        return peer.filter(figure -> figure.value() > 0).map(figure -> ours.value() / figure.value());
    }

    public String verdict() {
        return target instanceof Target.None ? "-" : met() ? "met" : "MISS";
    }
}
