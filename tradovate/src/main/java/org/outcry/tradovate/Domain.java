package org.outcry.tradovate;

import java.util.Locale;
import java.util.Optional;

/** One of the four doors of an environment. Users span all of them; accounts belong to one of the first two or to a replay. */
public enum Domain {
    DEMO,
    LIVE,
    MD,
    REPLAY;

    /** Name in the schema file, in host names and on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Domain> of(String word) {
        for (Domain domain : values()) {
            if (domain.word().equals(word)) {
                return Optional.of(domain);
            }
        }
        return Optional.empty();
    }
}
