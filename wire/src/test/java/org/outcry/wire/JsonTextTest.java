package org.outcry.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static ObjectNode read(String text) throws MalformedJson {
        return JsonText.readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsDecimalsExactly() throws MalformedJson {
        ObjectNode read =
                read("{\"limitPrice\":0.1000000000000000055511151231257827,\"quantity\":3,\"big\":9007199254740993}");
        assertEquals(
                new BigDecimal("0.1000000000000000055511151231257827"),
                read.get("limitPrice").decimalValue());
        assertEquals(3, read.get("quantity").intValue());
        assertEquals(9007199254740993L, read.get("big").longValue());
    }

    @Test
    void readsNestedValuesAndEscapes() throws MalformedJson {
        ObjectNode read = read(" {\"a\":[true,false,null,{\"b\":\"\\ud83d\\ude00\"}]} ");
        assertEquals("\ud83d\ude00", read.at("/a/3/b").textValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "null",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1}{}",
                "{\"a\":1} x",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":1e999999999}",
                "{\"a\":1e-999999999}",
                "{\"a\":1e65}",
                "{\"a\":1111111111111111111111111111111111111111111111111111111111111111111111111111}",
                "{\"a\":1e99999999999999999999}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udc00\":1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[1,{\"b\":2,\"b\":2}]}"
            })
    void refuses(String text) {
        assertThrows(MalformedJson.class, () -> read(text));
    }

    @Test
    void refusesDepthWithoutRecursingIntoIt() {
        assertThrows(MalformedJson.class, () -> read("{\"a\":" + "[".repeat(100_000)));
        assertThrows(MalformedJson.class, () -> read("{\"a\":".repeat(33) + "1" + "}".repeat(33)));
    }

    @Test
    void refusesUtf16AndBrokenUtf8() {
        assertThrows(MalformedJson.class, () -> JsonText.readObject("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE)));
        byte[] broken = "{\"a\":\"xx\"}".getBytes(StandardCharsets.US_ASCII);
        broken[6] = (byte) 0xc3;
        broken[7] = (byte) 0x28;
        assertThrows(MalformedJson.class, () -> JsonText.readObject(broken));
    }

    @Test
    void quotesHalfAPairWithoutFailing() {
        assertEquals("\"a?\\\"\"", new String(JsonText.quote("a\ud800\""), StandardCharsets.UTF_8));
    }
}
