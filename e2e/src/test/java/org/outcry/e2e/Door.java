package org.outcry.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** One way to call an operation with flat arguments; a REST answer carries its status under {@code _status}. */
interface Door extends AutoCloseable {
    JsonNode call(String operation, ObjectNode args) throws Exception;

    /** Arguments in JSON with single quotes. */
    default JsonNode call(String operation, String args) throws Exception {
        return call(operation, (ObjectNode) Product.JSON.readTree(args.replace('\'', '"')));
    }

    @Override
    default void close() {}

    /** Path, query and body, as the one table has them. */
    static Door rest(Product product) {
        return (name, args) -> {
            Operation operation = Operations.byName(name).orElseThrow();
            Operation.Route route = operation.routes().getFirst();
            ObjectNode rest = args.deepCopy();
            String path = route.path();
            for (Map.Entry<String, JsonNode> argument : args.properties()) {
                String placeholder = "{" + argument.getKey() + "}";
                if (path.contains(placeholder)) {
                    path = path.replace(placeholder, encoded(argument.getValue().asText()));
                    rest.remove(argument.getKey());
                }
            }
            if (route.body() != Operation.Route.Body.NONE) {
                return product.call(route.method(), path, rest.toString());
            }
            StringBuilder query = new StringBuilder();
            for (Map.Entry<String, JsonNode> argument : rest.properties()) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(argument.getKey())
                        .append('=')
                        .append(encoded(argument.getValue().asText()));
            }
            return product.call(route.method(), path + query, "");
        };
    }

    /** RPC over {@code /ws/stream}. */
    static Door stream(Product product) {
        StreamClient client = StreamClient.connect(product);
        return new Door() {
            private int calls;

            @Override
            public JsonNode call(String operation, ObjectNode args) throws Exception {
                return client.rpc("c" + ++calls, operation, args.toString());
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
