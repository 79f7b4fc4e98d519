package org.outcry.desk.wire;

import java.util.Optional;
import org.outcry.desk.market.Listings;
import org.outcry.market.catalogue.Resolution;
import org.outcry.wire.Json;

/**
 * What a name meant, as JSON: which contract, chosen by which rule, and until when. An addition of ours, written only when a
 * client asks for it. Any thread.
 */
public final class SymbolRows {
    /** A dated name always means its contract. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Listings listings;

    public SymbolRows(Listings listings) {
        this.listings = listings;
    }

    /** The members of an explanation; nothing when the name means nothing. */
    public void explanation(Json json, String asked, long nowNanos) {
        listings.resolution(asked, nowNanos)
                .ifPresent(resolution -> json.put("asked", asked).put("instrument", resolution.name()));
        roll(json, asked, nowNanos);
    }

    /** {@code rule}, {@code rollsAt} and {@code rollsTo}; the last two are null for a name that never means another contract. */
    public void roll(Json json, String name, long nowNanos) {
        Optional<Resolution> found = listings.resolution(name, nowNanos);
        if (found.isEmpty()) {
            return;
        }
        Resolution resolution = found.get();
        json.put("rule", resolution.rule());
        if (resolution.rollNanos() == NEVER) {
            json.putNull("rollsAt").putNull("rollsTo");
        } else {
            json.put("rollsAt", Times.utc(resolution.rollNanos()))
                    .putOrNull(
                            "rollsTo",
                            listings.resolution(name, resolution.rollNanos())
                                    .map(Resolution::name)
                                    .orElse(""));
        }
    }
}
