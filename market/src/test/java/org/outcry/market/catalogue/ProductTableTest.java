package org.outcry.market.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionMode;

class ProductTableTest {
    private static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);

    /** Ids are written into logs: this order is for ever, new products go behind it. */
    @Test
    void productIdsNeverChange() {
        assertEquals("""
                ES MES NQ MNQ RTY M2K YM MYM NKD EMD CL MCL QM NG QG RB HO GC MGC SI SIL HG MHG PL PA \
                6E 6B 6J 6A 6C 6S 6N 6M M6E M6B M6A ZN ZB ZF ZT UB TN SR3 ZC ZS ZW ZM ZL KE LE HE GF BTC MBT ETH MET VX""", CATALOGUE.instruments().stream().map(Instrument::root).collect(Collectors.joining(" ")));
        int id = 1;
        for (Instrument instrument : CATALOGUE.instruments()) {
            assertEquals(id++, instrument.product().productId(), instrument.root());
        }
        assertEquals(58, id);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ES, 12500000",
        "MES, 1250000",
        "NQ, 5000000",
        "MNQ, 500000",
        "RTY, 5000000",
        "M2K, 500000",
        "YM, 5000000",
        "MYM, 500000",
        "NKD, 25000000",
        "EMD, 10000000",
        "CL, 10000000",
        "MCL, 1000000",
        "QM, 12500000",
        "NG, 10000000",
        "QG, 12500000",
        "RB, 4200000",
        "HO, 4200000",
        "GC, 10000000",
        "MGC, 1000000",
        "SI, 25000000",
        "SIL, 5000000",
        "HG, 12500000",
        "MHG, 1250000",
        "PL, 5000000",
        "PA, 50000000",
        "6E, 6250000",
        "6B, 6250000",
        "6J, 6250000",
        "6A, 5000000",
        "6C, 5000000",
        "6S, 6250000",
        "6N, 5000000",
        "6M, 5000000",
        "M6E, 1250000",
        "M6B, 625000",
        "M6A, 1000000",
        "ZN, 15625000",
        "ZB, 31250000",
        "ZF, 7812500",
        "ZT, 7812500",
        "UB, 31250000",
        "TN, 15625000",
        "SR3, 6250000",
        "ZC, 12500000",
        "ZS, 12500000",
        "ZW, 12500000",
        "ZM, 10000000",
        "ZL, 6000000",
        "KE, 12500000",
        "LE, 10000000",
        "HE, 10000000",
        "GF, 12500000",
        "BTC, 25000000",
        "MBT, 500000",
        "ETH, 25000000",
        "MET, 50000",
        "VX, 50000000",
    })
    void tickValues(String root, long micros) {
        assertEquals(micros, CATALOGUE.instrument(root).orElseThrow().product().tickValueMicros());
    }

    @Test
    void termsAreSane() {
        for (Instrument instrument : CATALOGUE.instruments()) {
            Product product = instrument.product();
            String root = instrument.root();
            assertTrue(product.initialMarginMicros() > product.maintenanceMarginMicros(), root);
            assertTrue(product.maintenanceMarginMicros() > 0, root);
            assertTrue(product.protectionTicks() >= 10 && product.protectionTicks() <= 60, root);
            assertTrue(product.priceBandTicks() >= 200, root);
            assertTrue(product.maxOrderQuantity() >= 500, root);
            assertTrue(product.fees().totalMicros() > 0 && product.fees().totalMicros() <= 7_000_000, root);
            assertEquals(
                    0,
                    instrument.referencePrice().remainder(instrument.tickSize()).signum(),
                    root);
            assertFalse(instrument.sources().isEmpty(), root);
            assertTrue(instrument.months().contains(instrument.activeMonths().substring(0, 1)), root);
        }
        Product es = CATALOGUE.instrument("ES").orElseThrow().product();
        assertEquals(12, es.protectionTicks());
        assertEquals(2760, es.priceBandTicks());
        assertEquals(2_180_000, es.fees().totalMicros());
        assertEquals(
                610_000,
                CATALOGUE.instrument("MES").orElseThrow().product().fees().totalMicros());
    }

    /** What is listed on one autumn day, by the rule of each cycle. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ES  | 21 | ESZ26 ESH27 ESM27 ... ESZ31
            MES | 5  | MESZ26 MESH27 MESM27 ... MESZ27
            NKD | 15 | NKDZ26 NKDH27 NKDM27 ... NKDZ31
            CL  | 122 | CLF27 CLG27 CLH27 ... CLG37
            MCL | 14 | MCLF27 MCLG27 MCLH27 ... MCLZ28
            NG  | 145 | NGZ26 NGF27 NGG27 ... NGZ38
            GC  | 21 | GCX26 GCZ26 GCF27 ... GCM32
            6E  | 23 | 6EZ26 6EF27 6EG27 ... 6EU31
            6M  | 15 | 6MZ26 6MF27 6MG27 ... 6MM28
            ZN  | 3  | ZNZ26 ZNH27 ZNM27 ... ZNM27
            SR3 | 45 | SR3U26 SR3V26 SR3X26 ... SR3H36
            ZC  | 17 | ZCZ26 ZCH27 ZCK27 ... ZCN30
            BTC | 7  | BTCX26 BTCZ26 BTCF27 ... BTCZ27
            VX  | 14 | VXZ26 VXF27 VXG27 ... VXX28
            """)
    void listedContracts(String root, int count, String ends) {
        int productId = CATALOGUE.instrument(root).orElseThrow().product().productId();
        List<Contract> listed = CATALOGUE.listed(productId, ChicagoTime.nanos(LocalDate.of(2026, 11, 21), 12 * 3600));
        assertEquals(
                ends,
                listed.stream().limit(3).map(Contract::name).collect(Collectors.joining(" ")) + " ... "
                        + listed.getLast().name());
        assertEquals(count, listed.size());
    }

    @Test
    void nothingExpiredIsListedAndNearestComesFirst() {
        for (int month = 0; month < 24; month++) {
            long time = ChicagoTime.nanos(LocalDate.of(2026, 1, 15).plusMonths(month), 0);
            for (Instrument instrument : CATALOGUE.instruments()) {
                long before = time;
                for (Contract contract : CATALOGUE.listed(instrument.product().productId(), time)) {
                    assertTrue(contract.lastTradeNanos() > before, contract.name());
                    assertTrue(instrument.months().indexOf(MonthCode.letter(contract.month())) >= 0, contract.name());
                    before = contract.lastTradeNanos();
                }
            }
        }
        assertEquals(List.of(), CATALOGUE.listed(58, 0));
    }
}
