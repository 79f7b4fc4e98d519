package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.outcry.link.DeskReply;
import org.outcry.link.Operation;

/**
 * The last watermarks each user was shown, for the time without a desk: GetWatermarks is one of the few calls that the documented
 * server answers alone (docs/protocol/crosstrade.md). What was never asked for is empty, as without any profit or loss. Any thread;
 * the {@value #MAX_KEPT} latest are kept.
 */
final class Watermarks {
    private static final int MAX_KEPT = 10_000;
    private static final String OPERATION = "GetWatermarks";
    private static final int OK = 200;

    private final Map<String, DeskReply> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DeskReply> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** Under what the answer to this call is kept; "" when it is not. */
    static String key(String user, Operation operation, ObjectNode args) {
        return operation.name().equals(OPERATION)
                ? user + "\n" + args.path("account").asText().toLowerCase(Locale.ROOT)
                : "";
    }

    synchronized void keep(String key, DeskReply reply) {
        if (reply.status() == OK) {
            kept.put(key, reply);
        }
    }

    synchronized DeskReply answer(String key, String account) {
        DeskReply known = kept.get(key);
        if (known != null) {
            return known;
        }
        ObjectNode none = JsonNodeFactory.instance.objectNode().put("success", true);
        ObjectNode data = none.putObject("data").put("account", account);
        data.putObject("watermarks");
        data.putObject("stats");
        return new DeskReply(OK, none.toString().getBytes(StandardCharsets.UTF_8));
    }
}
