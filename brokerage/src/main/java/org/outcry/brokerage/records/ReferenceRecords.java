package org.outcry.brokerage.records;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.brokerage.rows.Row;

/**
 * Rows that ship with the product: plans, entitlements, properties, kinds of alerts, the organization. Nobody makes or changes them.
 * Their ids lie below those of the ledger.
 */
public final class ReferenceRecords {
    private static final Map<String, Map<Long, ObjectNode>> ROWS = load();

    private ReferenceRecords() {}

    private static Map<String, Map<Long, ObjectNode>> load() {
        Map<String, Map<Long, ObjectNode>> all = new HashMap<>();
        try (InputStream file = ReferenceRecords.class.getResourceAsStream("reference.json")) {
            JsonNode root = new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(file);
            root.properties().forEach(kind -> {
                Map<Long, ObjectNode> rows = new LinkedHashMap<>();
                kind.getValue().forEach(row -> rows.put(row.path("id").asLong(), (ObjectNode) row));
                all.put(kind.getKey(), rows);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Every row, for everybody. */
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        ROWS.forEach((entity, byId) -> byId.forEach((id, values) -> {
            String document = Documents.of(entity, values);
            byte[] json = ("{\"id\":" + id + "," + document.substring(1)).getBytes(StandardCharsets.UTF_8);
            rows.add(Row.of(entity, id, 0, Row.EVERYBODY, values.path("name").asText(), 0, json));
        }));
        return rows;
    }

    public static Optional<ObjectNode> find(String entity, long id) {
        return Optional.ofNullable(ROWS.getOrDefault(entity, Map.of()).get(id));
    }

    /** Id of a row by its name. */
    public static long id(String entity, String name) {
        for (Map.Entry<Long, ObjectNode> row : ROWS.get(entity).entrySet()) {
            if (row.getValue().path("name").asText().equals(name)) {
                return row.getKey();
            }
        }
        throw new IllegalArgumentException(entity + " " + name + " is no row that ships");
    }
}
