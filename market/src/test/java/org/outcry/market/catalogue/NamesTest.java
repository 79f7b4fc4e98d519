package org.outcry.market.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionMode;

class NamesTest {
    private static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);

    /** The name as sent, the day, and the full name it means; {@code -} for nothing. */
    @ParameterizedTest(name = "[{0}] on {1} is {2}")
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
            # dated NinjaTrader names
            ES 12-26            | 2026-11-21 | ES 12-26
            es 12-26            | 2026-11-21 | ES 12-26
            '  ES   12-26 '     | 2026-11-21 | ES 12-26
            MNQ 12-26           | 2026-11-21 | MNQ 12-26
            M2K 03-27           | 2026-11-21 | M2K 03-27
            6E 12-26            | 2026-11-21 | 6E 12-26
            CL 01-27            | 2026-11-21 | CL 01-27
            ES 13-26            | 2026-11-21 | -
            ES 00-26            | 2026-11-21 | -
            ES 11-26            | 2026-11-21 | -
            ES ##-##            | 2026-11-21 | -
            # expired contracts keep their dated names
            ES 09-26            | 2026-11-21 | ES 09-26
            ESU26               | 2026-11-21 | ES 09-26
            ES 03-20            | 2026-11-21 | ES 03-20
            # contracts that are not listed yet have none
            ES 12-45            | 2026-11-21 | -
            ESZ2045             | 2026-11-21 | -
            M6E 09-27           | 2026-11-21 | -
            # exchange codes
            ESZ26               | 2026-11-21 | ES 12-26
            esz26               | 2026-11-21 | ES 12-26
            ESZ6                | 2026-11-21 | ES 12-26
            ESZ2026             | 2026-11-21 | ES 12-26
            CME_MINI:ESZ2026    | 2026-11-21 | ES 12-26
            MNQZ26              | 2026-11-21 | MNQ 12-26
            MNQZ6               | 2026-11-21 | MNQ 12-26
            M2KZ6               | 2026-11-21 | M2K 12-26
            6EZ6                | 2026-11-21 | 6E 12-26
            SR3Z6               | 2026-11-21 | SR3 12-26
            CLZ36               | 2026-11-21 | CL 12-36
            MESZ6               | 2026-11-21 | MES 12-26
            SILZ6               | 2026-11-21 | SIL 12-26
            SIZ6                | 2026-11-21 | SI 12-26
            ESX6                | 2026-11-21 | -
            ESZ                 | 2026-11-21 | -
            ESZ126              | 2026-11-21 | -
            # one-digit years: last year's name for thirty days after expiry, then ten years on
            ESZ6                | 2027-01-10 | ES 12-26
            CLF7                | 2027-01-10 | CL 01-27
            CLF7                | 2027-01-25 | CL 01-37
            CLZ6                | 2027-01-25 | CL 12-36
            ESU6                | 2026-10-17 | ES 09-26
            ESH7                | 2026-11-21 | ES 03-27
            ESM5                | 2026-11-21 | -
            # space-normalised names
            MNQ DEC26           | 2026-11-21 | MNQ 12-26
            mnq dec26           | 2026-11-21 | MNQ 12-26
            MNQDEC26            | 2026-11-21 | MNQ 12-26
            MNQ DEC 26          | 2026-11-21 | MNQ 12-26
            MNQ  Dec  2026      | 2026-11-21 | MNQ 12-26
            MNQ12-26            | 2026-11-21 | MNQ 12-26
            MNQ Z26             | 2026-11-21 | MNQ 12-26
            E S Z 2 6           | 2026-11-21 | -
            MNQ DEZ26           | 2026-11-21 | -
            # roots and continuous names
            ES                  | 2026-11-21 | ES 12-26
            ES                  | 2026-12-09 | ES 12-26
            ES                  | 2026-12-10 | ES 03-27
            ES1!                | 2026-11-21 | ES 12-26
            CME_MINI:ES1!       | 2026-11-21 | ES 12-26
            COMEX:GC1!          | 2026-11-21 | GC 12-26
            COMEX_MINI:MGC1!    | 2026-11-21 | MGC 12-26
            CBOE:VX1!           | 2026-11-21 | VX 12-26
            BINANCE:ETH         | 2026-11-21 | -
            ES2!                | 2026-11-21 | -
            ES!                 | 2026-11-21 | -
            MES                 | 2026-11-21 | MES 12-26
            M2K1!               | 2026-11-21 | M2K 12-26
            # nothing
            ''                  | 2026-11-21 | -
            '   '               | 2026-11-21 | -
            ZZZ                 | 2026-11-21 | -
            AAPL                | 2026-11-21 | -
            EURUSD              | 2026-11-21 | -
            ':'                 | 2026-11-21 | -
            ES Z26 X            | 2026-11-21 | -
            """)
    void names(String name, LocalDate date, String expected) {
        long noon = ChicagoTime.nanos(date, 12 * 3600);
        assertEquals(
                expected, CATALOGUE.resolve(name, noon).map(Resolution::name).orElse("-"));
    }

    @Test
    void answersSayHowTheyWereFound() {
        long noon = ChicagoTime.nanos(LocalDate.of(2026, 11, 21), 12 * 3600);
        Resolution dated = CATALOGUE.resolve("ESZ26", noon).orElseThrow();
        assertEquals("exact", dated.rule());
        assertEquals(Long.MAX_VALUE, dated.rollNanos());
        Resolution root = CATALOGUE.resolve("ES", noon).orElseThrow();
        assertEquals("equity roll: Thursday, eight calendar days before the third Friday", root.rule());
        assertEquals(ChicagoTime.nanos(LocalDate.of(2026, 12, 9), 17 * 3600), root.rollNanos());
        assertEquals("ES", root.instrument().root());
    }

    /** Every contract of twenty years, by id and by each dated form, on a day when it is listed. */
    @Test
    void idsAndNamesLeadBackToTheirContract() {
        for (Instrument instrument : CATALOGUE.instruments()) {
            for (int year = 2020; year <= 2040; year++) {
                for (char letter : instrument.months().toCharArray()) {
                    int month = MonthCode.month(letter);
                    int id = Contract.id(instrument.product().productId(), year, month);
                    Contract contract = CATALOGUE.contract(id).orElseThrow();
                    assertEquals(id, contract.contractId());
                    assertEquals(year, contract.year());
                    assertEquals(month, contract.month());
                    // A week after its last trade every name still means it.
                    long week = contract.lastTradeNanos() + Duration.ofDays(7).toNanos();
                    checkName(CATALOGUE.name(contract), week, contract);
                    checkName(contract.name(), week, contract);
                    checkName(instrument.root() + letter + year % 10, week, contract);
                    checkName(instrument.tradingViewPrefix() + ":" + instrument.root() + letter + year, week, contract);
                }
            }
        }
    }

    private static void checkName(String name, long time, Contract contract) {
        assertEquals(
                contract,
                CATALOGUE
                        .resolve(name, time)
                        .orElseThrow(() -> new AssertionError(name))
                        .contract());
    }

    @Test
    void idsOfNoContractAreUnknown() {
        assertTrue(CATALOGUE.contract(0).isEmpty());
        assertTrue(CATALOGUE.contract(Contract.id(1, 2026, 11)).isEmpty());
        assertTrue(CATALOGUE.contract(Contract.id(58, 2026, 12)).isEmpty());
        assertTrue(CATALOGUE.contract(-1).isEmpty());
        assertTrue(CATALOGUE.contract(Contract.id(1, 2241, 12)).isEmpty());
    }
}
