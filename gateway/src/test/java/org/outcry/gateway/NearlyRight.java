package org.outcry.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Field;

/** Requests with the names of the schema and values from anywhere. */
final class NearlyRight {
    private static final List<String> TEXTS = List.of(
            "",
            "x",
            "ESZ6",
            "-1",
            "0",
            "9223372036854775808",
            "NaN",
            "true",
            "null",
            "Buy",
            "Market",
            "2026-03-04T14:30Z",
            "0001-01-01T00:00:00Z",
            "+999999999-12-31T23:59Z",
            "\u0000",
            "\"\\",
            "😀",
            "1,2,x",
            "x".repeat(9_000));

    private NearlyRight() {}

    static String body(Endpoint endpoint, Random random) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        endpoint.request().ifPresent(type -> type.fields().forEach(field -> put(body, field, random)));
        String text = body.toString();
        // Some are cut off.
        return random.nextInt(10) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
    }

    static String query(Endpoint endpoint, Random random) {
        StringBuilder query = new StringBuilder();
        for (Field field : endpoint.parameters()) {
            query.append(field.name())
                    .append('=')
                    .append(random.nextInt(3) == 0 ? "%zz" : random.nextLong())
                    .append('&');
        }
        // The client of the test takes no broken escapes.
        return query.toString().replace("%zz", "%25zz");
    }

    private static void put(ObjectNode body, Field field, Random random) {
        switch (random.nextInt(9)) {
            case 0 -> body.put(field.name(), random.nextLong());
            case 1 -> body.put(field.name(), random.nextInt(4));
            case 2 -> body.put(field.name(), random.nextGaussian() * 1e30);
            case 3 -> body.putNull(field.name());
            case 4 -> body.putObject(field.name()).putObject("a").putArray("b").add(1);
            case 5 -> body.putArray(field.name()).add(1).addNull().add("x");
            case 6 -> body.put(field.name(), random.nextBoolean());
            default -> body.put(field.name(), TEXTS.get(random.nextInt(TEXTS.size())));
        }
    }
}
