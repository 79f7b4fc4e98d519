package org.outcry.market.catalogue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.TickScale.Parsed;

class TickScaleTest {
    private static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);

    private static TickScale scale(String root) {
        return CATALOGUE.instrument(root).orElseThrow().scale();
    }

    @ParameterizedTest(name = "{0} {1} is shown {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ES  | 6900.25      | 6900.25
            ES  | 6900.00      | 6900.00
            ES  | -0.25        | -0.25
            ES  | 0.00         | 0.00
            RTY | 2540.0       | 2540.0
            YM  | 47900        | 47900
            NKD | 47950        | 47950
            CL  | -37.63       | -37.63
            6J  | 0.0066250    | 0.0066250
            6E  | 1.16600      | 1.16600
            ZB  | 109.56250    | 109'18
            ZB  | 118.00000    | 118'00
            ZN  | 108.578125   | 108'185
            ZN  | 113.468750   | 113'150
            ZF  | 109.5078125  | 109'162
            ZF  | 109.5000000  | 109'160
            ZF  | 109.5234375  | 109'167
            ZT  | 102.94531250 | 102'302
            ZT  | 102.99609375 | 102'318
            ZT  | 104.12500000 | 104'040
            ZT  | 104.13281250 | 104'042
            ZT  | 104.13671875 | 104'043
            ZT  | 104.14062500 | 104'045
            ZC  | 498.25       | 498'2
            ZC  | 426.75       | 426'6
            SR3 | 96.1900      | 96.1900
            LE  | 233.850      | 233.850
            """)
    void pricesAreWrittenAndReadBack(String root, String decimal, String display) {
        TickScale scale = scale(root);
        long ticks = assertInstanceOf(Parsed.OnTick.class, scale.parse(decimal)).ticks();
        assertEquals(decimal, scale.decimal(ticks));
        assertEquals(decimal, scale.price(ticks).toPlainString());
        assertEquals(display, scale.display(ticks));
        assertEquals(new Parsed.OnTick(ticks), scale.parseDisplay(display));
        assertEquals(new Parsed.OnTick(ticks), scale.parseDisplay(decimal));
    }

    @ParameterizedTest(name = "{0} {1} reads as {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ZN | 108-185  | 108.578125
            ZN | 108'18+  | 108.578125
            ZN | 108'18   | 108.562500
            ZB | 109-18   | 109.56250
            ZT | 102-302  | 102.94531250
            ZC | 498-2    | 498.25
            ZB | -1'16    | -1.50000
            """)
    void otherWaysToWriteAPrice(String root, String text, String decimal) {
        TickScale scale = scale(root);
        assertEquals(scale.parse(decimal), scale.parseDisplay(text));
    }

    @ParameterizedTest(name = "{0} {1} lies above {2}")
    @CsvSource({
        "ES, 6900.10, 6900.00",
        "ES, 6900.26, 6900.25",
        "ES, -0.10, -0.25",
        "ES, 6900.2500000001, 6900.25",
        "6J, 0.00662503, 0.0066250",
        "SI, 50.001, 50.000",
        "YM, 47900.5, 47900",
    })
    void offTickPricesNameTheTickBelow(String root, String price, String below) {
        TickScale scale = scale(root);
        Parsed.OffTick off = assertInstanceOf(Parsed.OffTick.class, scale.parse(price));
        assertEquals(below, scale.decimal(off.below()));
        assertEquals(off.below() + 1, off.above());
        assertInstanceOf(Parsed.OffTick.class, scale("ZN").parseDisplay("108'182"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1e99999999",
                "1e400",
                "99999999999999999999999",
                "NaN",
                "Infinity",
                "0x10",
                "1,000",
                "'",
                "108'33"
            })
    void whatIsNoPrice(String text) {
        assertInstanceOf(Parsed.NotAPrice.class, scale("ES").parse(text));
        assertInstanceOf(Parsed.NotAPrice.class, scale("ZN").parseDisplay(text));
    }

    @Test
    void digitsThatNoEighthShowsAreNoPrice() {
        assertInstanceOf(Parsed.NotAPrice.class, scale("ZT").parseDisplay("102'304"));
        assertInstanceOf(Parsed.NotAPrice.class, scale("ZT").parseDisplay("102'309"));
        assertInstanceOf(Parsed.NotAPrice.class, scale("ZT").parseDisplay("102'320"));
        assertInstanceOf(Parsed.NotAPrice.class, scale("ZC").parseDisplay("498'8"));
    }

    @Test
    void exponentsAreNumbersToo() {
        assertEquals(new Parsed.OnTick(27_600), scale("ES").parse("6.9e3"));
    }

    @Test
    void bytesTextAndDecimalsAgreeForEveryProduct() {
        Random random = new Random(7);
        byte[] buffer = new byte[TickScale.MAX_BYTES + 2];
        for (Instrument instrument : CATALOGUE.instruments()) {
            TickScale scale = instrument.scale();
            assertEquals(0, scale.tickSize().compareTo(instrument.tickSize()));
            for (int i = 0; i < 500; i++) {
                long ticks = random.nextLong(-1_000_000, 10_000_000) / (1 + random.nextInt(1000));
                String expected = instrument
                        .tickSize()
                        .multiply(BigDecimal.valueOf(ticks))
                        .setScale(instrument.decimals())
                        .toPlainString();
                assertEquals(expected, scale.decimal(ticks));
                int end = scale.append(buffer, 2, ticks);
                assertEquals(expected, new String(buffer, 2, end - 2, US_ASCII));
                assertEquals(
                        "a" + expected,
                        scale.append(new StringBuilder("a"), ticks).toString());
                assertEquals(new Parsed.OnTick(ticks), scale.parse(expected));
                assertEquals(new Parsed.OnTick(ticks), scale.parseDisplay(scale.display(ticks)));
            }
        }
    }

    @Test
    void largestValuesFitAndLargerOnesAreRefused() {
        TickScale scale = scale("YM");
        byte[] buffer = new byte[TickScale.MAX_BYTES];
        int end = scale.append(buffer, 0, -Long.MAX_VALUE);
        assertEquals("-9223372036854775807", new String(buffer, 0, end, US_ASCII));
        assertThrows(ArithmeticException.class, () -> scale("ES").decimal(Long.MAX_VALUE));
    }
}
