package org.outcry.desk.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Resolution;
import org.outcry.market.catalogue.RollRule;

/** A name that is remembered must mean what it would mean if it were asked afresh. */
class ListingsTest {
    private static final long NOW = 1_795_255_200_000_000_000L; // 2026-11-21 10:00 UTC
    private final Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    private final Listings listings = new Listings(catalogue);

    @Test
    void aRememberedRootRollsAtItsInstant() {
        Resolution front = catalogue.resolve("ES", NOW).orElseThrow();
        long roll = front.rollNanos();
        String before = listings.resolve("ES", roll - 1).orElseThrow().name();
        String after = listings.resolve("ES", roll).orElseThrow().name();
        assertEquals(front.name(), before);
        assertNotEquals(before, after);
        assertEquals(before, listings.resolve("ES", roll - 1).orElseThrow().name(), "time may be asked out of order");
    }

    @Test
    void unknownNamesAreNotRemembered() {
        assertTrue(listings.resolve("NOPE", NOW).isEmpty());
        assertTrue(listings.resolve("NOPE", NOW).isEmpty());
    }

    @Test
    void manyMadeUpSpellingsDoNotGrowWithoutEnd() {
        for (int spaces = 1; spaces < 60; spaces++) {
            String name = " ".repeat(spaces) + "ES";
            assertEquals(
                    catalogue.resolve(name, NOW).map(Resolution::name),
                    listings.resolve(name, NOW).map(Listing::name));
        }
    }
}
