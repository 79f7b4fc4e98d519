package org.outcry.brokerage.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.outcry.engine.record.KeptRecord;
import org.outcry.tradovate.schema.Field;
import org.outcry.tradovate.schema.Schema;
import org.outcry.wire.Json;

/**
 * Documents of records: one JSON object with the published fields of its kind in published order, without the id. The same values make
 * the same bytes. Any thread.
 */
public final class Documents {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final long NANOS = 1_000_000_000L;
    /** In the year 2262. */
    private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 1;

    private Documents() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a record says. */
    public static ObjectNode read(KeptRecord record) {
        return read(record.document());
    }

    /** @throws IllegalStateException when it is no object: nobody but this class writes documents */
    static ObjectNode read(String document) {
        try {
            return (ObjectNode) MAPPER.readTree(document);
        } catch (JsonProcessingException | ClassCastException e) {
            throw new IllegalStateException("a record is no JSON object", e);
        }
    }

    /** The document of a kind of row; members the kind has not are left out. */
    public static String of(String entity, ObjectNode values) {
        var type = Schema.standard().entity(entity).flatMap(found -> found.type());
        if (type.isEmpty()) {
            return values.toString();
        }
        Json json = new Json().object();
        for (Field field : type.get().fields()) {
            JsonNode value = values.path(field.name());
            if (!field.name().equals("id") && !value.isMissingNode() && !value.isNull()) {
                put(json, field, value);
            }
        }
        return new String(json.endObject().bytes(), StandardCharsets.UTF_8);
    }

    private static void put(Json json, Field field, JsonNode value) {
        switch (field.kind()) {
            case INT, LONG -> json.put(field.name(), value.asLong());
            case NUMBER -> json.put(field.name(), value.decimalValue());
            case BOOLEAN -> json.put(field.name(), value.asBoolean());
            case STRING, TIME, ENUM -> json.put(field.name(), value.asText());
            case OBJECT, ARRAY, ANY -> json.raw(field.name(), value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A timestamp of the wire in nanoseconds UTC, 0 when there is none; the farthest there is for years that nanoseconds do not reach. */
    public static long nanos(JsonNode value) {
        Instant instant =
                value.isTextual() ? Instant.parse(withSeconds(value.asText())) : Instant.ofEpochMilli(value.asLong());
        if (Math.abs(instant.getEpochSecond()) > LAST_SECOND) {
            return instant.getEpochSecond() < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return instant.getEpochSecond() * NANOS + instant.getNano();
    }

    /** Our own timestamps leave seconds out when they are zero. */
    private static String withSeconds(String text) {
        return text.length() == "2026-05-24T19:52Z".length() ? text.replace("Z", ":00Z") : text;
    }

    /** A trade date {@code yyyymmdd} as the wire has it. */
    public static ObjectNode tradeDate(int date) {
        return object().put("year", date / 10_000)
                .put("month", date / 100 % 100)
                .put("day", date % 100);
    }

    public static int tradeDate(JsonNode date) {
        return date.path("year").asInt() * 10_000
                + date.path("month").asInt() * 100
                + date.path("day").asInt();
    }
}
