package org.outcry.market.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionMode;

class FrontMonthTest {
    private static final int FIVE_PM = 17 * 3600;

    /** The contract that leaves the front, and its roll dates by both rules. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ESH26, ESM26, 2026-03-12, 2026-03-16",
        "ESM26, ESU26, 2026-06-11, 2026-06-15",
        "ESU26, ESZ26, 2026-09-10, 2026-09-14",
        "ESZ26, ESH27, 2026-12-10, 2026-12-14",
        "ESH27, ESM27, 2027-03-11, 2027-03-15",
        "ESM27, ESU27, 2027-06-10, 2027-06-14",
        "ESU27, ESZ27, 2027-09-09, 2027-09-13",
        "ESZ27, ESH28, 2027-12-09, 2027-12-13",
    })
    void equityRollsAtTheStartOfTheRollDatesSession(
            String leaving, String coming, LocalDate thursday, LocalDate monday) {
        // Thursday's session starts on Wednesday at 17:00, Monday's on Friday at 17:00 (nothing trades until Sunday).
        checkRoll(RollRule.THURSDAY8, leaving, coming, ChicagoTime.nanos(thursday.minusDays(1), FIVE_PM));
        checkRoll(RollRule.MONDAY, leaving, coming, ChicagoTime.nanos(monday.minusDays(3), FIVE_PM));
    }

    private static void checkRoll(RollRule rule, String leaving, String coming, long rollNanos) {
        Catalogue catalogue = Catalogue.standard(SessionMode.REAL_HOURS, rule);
        assertEquals(leaving, catalogue.front(1, rollNanos - 1).name());
        assertEquals(coming, catalogue.front(1, rollNanos).name());
        assertEquals(
                rollNanos, catalogue.resolve("ES", rollNanos - 1).orElseThrow().rollNanos());
        assertEquals(
                rule.text(), catalogue.resolve("ES1!", rollNanos).orElseThrow().rule());
    }

    @ParameterizedTest(name = "{0} on {1} is {2}")
    @CsvSource({
        // thin months are skipped
        "GC,  2026-07-15, GCQ26",
        "GC,  2026-08-15, GCZ26",
        "SI,  2026-09-15, SIZ26",
        "ZS,  2026-07-15, ZSX26",
        "6E,  2026-10-15, 6EZ26",
        // energy is named for the month after it trades
        "CL,  2026-11-10, CLZ26",
        "CL,  2026-11-18, CLF27",
        // the Nikkei rolls on the Monday of its own expiry week
        "NKD, 2026-12-04, NKDZ26",
        "NKD, 2026-12-07, NKDH27",
        // Treasuries leave before first notice, the week before their month
        "ZN,  2026-11-20, ZNZ26",
        "ZN,  2026-11-27, ZNH27",
        // a SOFR contract trades until three months after its name
        "SR3, 2027-02-01, SR3Z26",
        "LE,  2026-12-01, LEZ26",
        "VX,  2026-12-11, VXF27",
    })
    void frontMonths(String root, LocalDate date, String front) {
        Catalogue catalogue = Catalogue.standard(SessionMode.REAL_HOURS, RollRule.THURSDAY8);
        int productId = catalogue.instrument(root).orElseThrow().product().productId();
        assertEquals(
                front,
                catalogue.front(productId, ChicagoTime.nanos(date, 12 * 3600)).name());
    }

    @ParameterizedTest
    @EnumSource(RollRule.class)
    void frontMonthIsListedTradingAndNeverGoesBack(RollRule rule) {
        Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, rule);
        for (Instrument instrument : catalogue.instruments()) {
            int productId = instrument.product().productId();
            int before = 0;
            for (LocalDate day = LocalDate.of(2024, 1, 1); day.getYear() < 2029; day = day.plusDays(1)) {
                long noon = ChicagoTime.nanos(day, 12 * 3600);
                var front = catalogue.front(productId, noon);
                assertTrue(front.contractId() >= before, () -> "went back to " + front);
                assertTrue(front.lastTradeNanos() > noon, () -> "expired " + front);
                assertTrue(catalogue.listed(productId, noon).contains(front), () -> "not listed " + front);
                before = front.contractId();
            }
        }
    }

    @Test
    void unknownProductIsRefused() {
        Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
        assertThrows(IllegalArgumentException.class, () -> catalogue.front(4000, 0));
    }
}
