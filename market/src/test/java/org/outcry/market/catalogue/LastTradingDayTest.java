package org.outcry.market.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionMode;

/** Last trading days of 2026 and 2027, computed from the exchange's rules and holidays, and known ones among them. */
class LastTradingDayTest {
    private static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.REAL_HOURS, RollRule.THURSDAY8);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ES  | H6 2026-03-20, M6 2026-06-18, U6 2026-09-18, Z6 2026-12-18, H7 2027-03-19, M7 2027-06-17, U7 2027-09-17, Z7 2027-12-17
            NKD | H6 2026-03-12, M6 2026-06-11, U6 2026-09-10, Z6 2026-12-10, H7 2027-03-11, M7 2027-06-10, U7 2027-09-09, Z7 2027-12-09
            6E  | H6 2026-03-16, M6 2026-06-15, U6 2026-09-14, Z6 2026-12-14, H7 2027-03-15, M7 2027-06-14, U7 2027-09-13, Z7 2027-12-13
            6C  | H6 2026-03-17, M6 2026-06-16, U6 2026-09-15, Z6 2026-12-15, H7 2027-03-16, M7 2027-06-15, U7 2027-09-14, Z7 2027-12-14
            ZN  | H6 2026-03-20, M6 2026-06-18, U6 2026-09-21, Z6 2026-12-21, H7 2027-03-19, M7 2027-06-21, U7 2027-09-21, Z7 2027-12-21
            ZF  | H6 2026-03-31, M6 2026-06-30, U6 2026-09-30, Z6 2026-12-31, H7 2027-03-31, M7 2027-06-30, U7 2027-09-30, Z7 2027-12-31
            SR3 | H6 2026-06-16, M6 2026-09-15, U6 2026-12-15, Z6 2027-03-16, H7 2027-06-15, M7 2027-09-14, U7 2027-12-14, Z7 2028-03-14
            CL  | Z6 2026-11-20, F7 2026-12-21, G7 2027-01-20, H7 2027-02-22, J7 2027-03-22, K7 2027-04-20, M7 2027-05-20, N7 2027-06-22, Q7 2027-07-20, U7 2027-08-20, V7 2027-09-21, X7 2027-10-20, Z7 2027-11-19
            MCL | Z6 2026-11-19, F7 2026-12-18, G7 2027-01-19, H7 2027-02-19, J7 2027-03-19, K7 2027-04-19, M7 2027-05-19, N7 2027-06-21, Q7 2027-07-19, U7 2027-08-19, V7 2027-09-20, X7 2027-10-19, Z7 2027-11-18
            NG  | Z6 2026-11-25, F7 2026-12-29, G7 2027-01-27, H7 2027-02-24, J7 2027-03-29, K7 2027-04-28, M7 2027-05-26, N7 2027-06-28, Q7 2027-07-28, U7 2027-08-27, V7 2027-09-28, X7 2027-10-27, Z7 2027-11-26
            QG  | Z6 2026-11-24, F7 2026-12-28, G7 2027-01-26, H7 2027-02-23, J7 2027-03-25, K7 2027-04-27, M7 2027-05-25, N7 2027-06-25, Q7 2027-07-27, U7 2027-08-26, V7 2027-09-27, X7 2027-10-26, Z7 2027-11-24
            RB  | Z6 2026-11-30, F7 2026-12-31, G7 2027-01-29, H7 2027-02-26, J7 2027-03-31, K7 2027-04-30, M7 2027-05-28, N7 2027-06-30, Q7 2027-07-30, U7 2027-08-31, V7 2027-09-30, X7 2027-10-29, Z7 2027-11-30
            GC  | Z6 2026-12-29, G7 2027-02-24, J7 2027-04-28, M7 2027-06-28, Q7 2027-08-27, Z7 2027-12-29
            SI  | Z6 2026-12-29, H7 2027-03-29, K7 2027-05-26, N7 2027-07-28, U7 2027-09-28, Z7 2027-12-29
            MHG | Z6 2026-11-25, H7 2027-02-24, K7 2027-04-28, N7 2027-06-28, U7 2027-08-27, Z7 2027-11-26
            ZC  | Z6 2026-12-14, H7 2027-03-12, K7 2027-05-14, N7 2027-07-14, U7 2027-09-14, Z7 2027-12-14
            ZS  | F7 2027-01-14, H7 2027-03-12, K7 2027-05-14, N7 2027-07-14, Q7 2027-08-13, U7 2027-09-14, X7 2027-11-12
            LE  | Z6 2026-12-31, G7 2027-02-26, J7 2027-04-30, M7 2027-06-30, Q7 2027-08-31, V7 2027-10-29
            HE  | Z6 2026-12-14, G7 2027-02-12, J7 2027-04-14, K7 2027-05-14, M7 2027-06-14, N7 2027-07-15, Q7 2027-08-13, V7 2027-10-14
            GF  | X6 2026-11-19, F7 2027-01-28, H7 2027-03-25, J7 2027-04-29, K7 2027-05-27, Q7 2027-08-26, U7 2027-09-30, V7 2027-10-28, X7 2027-11-18
            BTC | Z6 2026-12-24, F7 2027-01-29, G7 2027-02-26, H7 2027-03-25, J7 2027-04-30, K7 2027-05-28, M7 2027-06-25, N7 2027-07-30, Q7 2027-08-27, U7 2027-09-24, V7 2027-10-29, X7 2027-11-26, Z7 2027-12-31
            VX  | K6 2026-05-19, Z6 2026-12-16, F7 2027-01-20, G7 2027-02-17, H7 2027-03-17, J7 2027-04-21, K7 2027-05-18, M7 2027-06-16, N7 2027-07-21, Q7 2027-08-18, U7 2027-09-15, V7 2027-10-20, X7 2027-11-17, Z7 2027-12-22
            """)
    void lastTradingDays(String root, String vectors) {
        for (String vector : List.of(vectors.split(", ", -1))) {
            String code = vector.substring(0, 2);
            Contract contract = contract(root, code);
            assertEquals(
                    LocalDate.parse(vector.substring(3)), ChicagoTime.date(contract.lastTradeNanos()), root + code);
        }
    }

    @ParameterizedTest(name = "{0}{1} at {2}")
    @CsvSource({
        "ES,  Z6, 2026-12-18T08:30",
        "ES,  M6, 2026-06-18T08:30",
        "NKD, Z6, 2026-12-10T16:00",
        "ZN,  Z6, 2026-12-21T12:01",
        "CL,  F7, 2026-12-21T13:30",
        "GC,  Z6, 2026-12-29T12:30",
        "6E,  Z6, 2026-12-14T09:16",
        "VX,  Z6, 2026-12-16T08:00",
        // 16:00 in London is an hour later in Chicago while only the US keeps summer time.
        "BTC, G6, 2026-02-27T10:00",
        "BTC, H6, 2026-03-27T11:00",
        "BTC, J6, 2026-04-24T10:00",
        "BTC, V6, 2026-10-30T11:00",
        "BTC, H7, 2027-03-25T11:00",
        "BTC, V7, 2027-10-29T10:00",
    })
    void lastTradeTimes(String root, String code, String chicago) {
        assertEquals(
                LocalDateTime.parse(chicago),
                ChicagoTime.dateTime(contract(root, code).lastTradeNanos()));
    }

    /** Far years have no dated tables and must still be answered, in calendar order. */
    @Test
    void everyContractFrom1970To2200HasALastTrade() {
        for (Instrument instrument : CATALOGUE.instruments()) {
            long before = Long.MIN_VALUE;
            for (int year = 1970; year <= 2200; year++) {
                for (char letter : instrument.months().toCharArray()) {
                    Contract contract = CATALOGUE
                            .contract(Contract.id(instrument.product().productId(), year, MonthCode.month(letter)))
                            .orElseThrow();
                    assertTrue(contract.lastTradeNanos() > before, contract.name() + " of " + year);
                    before = contract.lastTradeNanos();
                }
            }
        }
    }

    private static Contract contract(String root, String code) {
        int productId = CATALOGUE.instrument(root).orElseThrow().product().productId();
        int year = 2020 + code.charAt(1) - '0';
        return CATALOGUE
                .contract(Contract.id(productId, year, MonthCode.month(code.charAt(0))))
                .orElseThrow();
    }
}
