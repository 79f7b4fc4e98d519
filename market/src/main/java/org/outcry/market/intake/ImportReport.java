package org.outcry.market.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What an import took and what it did not. {@code place} of a {@link Rejected} is a line of a text file, a record's number
 * otherwise. Filled by one thread.
 */
public final class ImportReport {
    /** How many refused records are named one by one; the rest only count. */
    public static final int MOST_EXAMPLES = 100;

    /** One record that was not taken. */
    public record Rejected(long place, Reason reason) {}

    long records;
    long quotes;
    long trades;
    int sessions;
    final Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    final List<Rejected> examples = new ArrayList<>();

    void reject(long place, Reason reason) {
        counts.merge(reason, 1L, Long::sum);
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(new Rejected(place, reason));
        }
    }

    /** Records read, taken or not. */
    public long records() {
        return records;
    }

    public long quotes() {
        return quotes;
    }

    public long trades() {
        return trades;
    }

    /** Sessions that are recorded now because of this import. */
    public int sessions() {
        return sessions;
    }

    public long rejected() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many records were refused for each reason. */
    public Map<Reason, Long> counts() {
        return new EnumMap<>(counts);
    }

    /** The first refused records. */
    public List<Rejected> examples() {
        return List.copyOf(examples);
    }
}
