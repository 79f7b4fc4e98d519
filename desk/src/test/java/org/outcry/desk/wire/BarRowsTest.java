package org.outcry.desk.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.value.Prices;
import org.outcry.market.Bar;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

class BarRowsTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final long NANOS = 1_000_000_000L;

    /** The rows written by hand say what the generator, the grid and the formatter say. */
    @ParameterizedTest
    @ValueSource(strings = {"0.25", "0.01", "0.0000005", "1", "5", "0.03125", "0.0078125", "0.005"})
    void rowsAreWhatTheGeneratorWouldWrite(String tick) {
        PriceGrid grid = new PriceGrid(new BigDecimal(tick));
        Random random = new Random(20_261_121);
        List<Bar> bars = new ArrayList<>();
        long time = 1_763_000_000L * NANOS;
        for (int i = 0; i < 3_000; i++) {
            // Across days, at odd nanoseconds too, as bars of trades close.
            time += random.nextInt(3) == 0 ? random.nextLong(2 * 86_400 * NANOS) : 60 * NANOS;
            long price = random.nextLong(1L << random.nextInt(1, 40)) - (i % 50 == 0 ? 1_000 : 0);
            bars.add(new Bar(
                    time - NANOS,
                    time,
                    price,
                    price + i,
                    price - random.nextInt(40),
                    price + 1,
                    random.nextInt(Integer.MAX_VALUE),
                    i));
        }
        bars.add(new Bar(0, 0, Prices.NONE, 0, 1, -1, 0, 0));
        assertEquals(byGenerator(grid, bars), text(new Json().object().elements("bars", BarRows.of(bars, grid))));
    }

    @Test
    void noBarsAreAnEmptyArray() throws JsonProcessingException {
        PriceGrid grid = new PriceGrid(BigDecimal.ONE);
        JsonNode node = JSON.readTree(text(new Json()
                .object()
                .elements("bars", BarRows.of(List.of(), grid))
                .put("success", true)));
        assertEquals("{\"bars\":[],\"success\":true}", node.toString());
    }

    private static String text(Json json) {
        return new String(json.endObject().bytes(), StandardCharsets.UTF_8);
    }

    private static String byGenerator(PriceGrid grid, List<Bar> bars) {
        Json json = new Json().object().array("bars");
        for (Bar bar : bars) {
            json.object()
                    .put("time", Times.utc(bar.closeNanos()))
                    .put("epoch", Times.millis(bar.closeNanos()))
                    .price("open", grid, bar.openTicks())
                    .price("high", grid, bar.highTicks())
                    .price("low", grid, bar.lowTicks())
                    .price("close", grid, bar.closeTicks())
                    .put("volume", bar.volume())
                    .endObject();
        }
        return text(json.endArray());
    }
}
