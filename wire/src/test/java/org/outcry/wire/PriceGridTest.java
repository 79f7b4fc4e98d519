package org.outcry.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceGridTest {
    @ParameterizedTest
    @CsvSource({
        "0.25, 99241, 24810.25",
        "0.25, 99240, 24810.0",
        "0.25, -3, -0.75",
        "0.0001, 41234, 4.1234",
        "0.0000005, 13000, 0.0065",
        "1, 47000, 47000.0",
        "5, 7800, 39000.0",
        "10, -1, -10.0",
        "0.015625, 7045, 110.078125",
        "0.1, 0, 0.0"
    })
    void ticksPrintAsExactDecimals(String tickSize, long ticks, String text) {
        PriceGrid grid = new PriceGrid(new BigDecimal(tickSize));
        assertEquals(text, grid.text(ticks));
        assertEquals(OptionalLong.of(ticks), grid.ticks(new BigDecimal(text)));
    }

    @Test
    void noPricePrintsAsZero() {
        assertEquals("0.0", new PriceGrid(new BigDecimal("0.25")).text(PriceGrid.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "24810.250000000004, 99241",
        "24810.25000000000363797880709171295166015625, 99241",
        "24810.30, ",
        "24810.251, ",
        "1e300, ",
        "1e15, ",
        "99999999999999999999, ",
        "1e-30, 0"
    })
    void offGridIsRefusedAndBinaryNoiseForgiven(String price, Long ticks) {
        PriceGrid grid = new PriceGrid(new BigDecimal("0.25"));
        assertEquals(ticks == null ? OptionalLong.empty() : OptionalLong.of(ticks), grid.ticks(new BigDecimal(price)));
    }

    @Test
    void averagesAreExactToTenDecimals() {
        PriceGrid grid = new PriceGrid(new BigDecimal("0.25"));
        assertEquals(0, new BigDecimal("6900.0833333333").compareTo(grid.average(82_801, 3)));
        assertEquals(0, BigDecimal.ZERO.compareTo(grid.average(0, 0)));
    }

    @Test
    void decimalsEqualBigDecimalForAnyNumber() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long unscaled = random.nextLong() >> random.nextInt(64);
            int scale = random.nextInt(19);
            String text = Decimals.text(unscaled, scale);
            assertEquals(0, BigDecimal.valueOf(unscaled, scale).compareTo(new BigDecimal(text)), text);
            assertEquals(false, text.endsWith("0") && !text.endsWith(".0"), text);
        }
        assertEquals("-9.223372036854775808", Decimals.text(Long.MIN_VALUE, 18));
    }
}
