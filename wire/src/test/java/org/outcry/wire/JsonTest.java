package org.outcry.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replies byte for byte. */
class JsonTest {
    private static final PriceGrid QUARTERS = new PriceGrid(new BigDecimal("0.25"));

    private static String text(Json json) {
        return new String(json.bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void putsCommasBetweenMembersAndElementsOnly() {
        Json json = new Json().object().array("empty").endArray().object("none").endObject();
        json.array("rows");
        for (int i = 0; i < 2; i++) {
            json.object().put("i", i).put("flag", i == 0).putNull("tag").endObject();
        }
        json.endArray().array("ids").element("a").element("b").endArray().put("success", true);
        assertEquals(
                "{\"empty\":[],\"none\":{},\"rows\":[{\"i\":0,\"flag\":true,\"tag\":null},"
                        + "{\"i\":1,\"flag\":false,\"tag\":null}],\"ids\":[\"a\",\"b\"],\"success\":true}",
                text(json.endObject()));
    }

    @Test
    void writesTextAndWholeNumbersAsAGeneratorDoes() throws IOException {
        List<String> texts = List.of(
                "",
                "plain",
                "a\"b\\c/d",
                "\u0000\u0001\b\t\n\f\r\u001f ~\u007f",
                "caf\u00e9 \u20ac \ud83d\ude00",
                "x".repeat(2_000));
        for (String text : texts) {
            assertEquals(
                    generated(g -> g.writeStringField(text, text)),
                    text(new Json().object().put(text, text).endObject()));
        }
        for (long number :
                new long[] {0, 7, 10, 99, 100, 1_234_567_890_123L, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE}) {
            assertEquals(
                    generated(g -> g.writeNumberField("n", number)),
                    text(new Json().object().put("n", number).endObject()));
        }
    }

    @Test
    void averagesOnAndOffTheGridPrintAlike() {
        assertEquals("{\"a\":6900.25}", average(55_202, 2));
        assertEquals("{\"a\":6900.125}", average(55_201, 2));
        assertEquals("{\"a\":-0.25}", average(-3, 3));
        assertEquals("{\"a\":0.0833333333}", average(1, 3));
        assertEquals("{\"a\":0.0}", average(0, 0));
        assertEquals(
                "{\"a\":0.0}",
                text(new Json().object().price("a", QUARTERS, PriceGrid.NONE).endObject()));
    }

    private static String average(long sumTicks, long quantity) {
        Json json =
                new Json().object().average("a", QUARTERS, sumTicks, quantity).endObject();
        Json exact = new Json()
                .object()
                .put("a", QUARTERS.average(sumTicks, quantity))
                .endObject();
        String text = text(json);
        assertEquals(text(exact), text);
        return text;
    }

    private interface Step {
        void on(JsonGenerator generator) throws IOException;
    }

    private static String generated(Step step) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(bytes)) {
            generator.writeStartObject();
            step.on(generator);
            generator.writeEndObject();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
