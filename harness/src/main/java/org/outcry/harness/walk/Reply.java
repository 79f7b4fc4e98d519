package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer.
 *
 * @param status HTTP status; 0 over WebSocket, which has none
 * @param json what was answered; over WebSocket the member {@code data}
 * @param headers names in lower case; empty over WebSocket
 * @param replayed whether it was marked as a stored answer
 */
record Reply(int status, JsonNode json, Map<String, String> headers, boolean replayed) {
    Reply {
        headers = Map.copyOf(headers);
    }

    boolean isSuccess() {
        return (status == 0 || status == 200) && json.path("success").asBoolean();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    String text(String field) {
        return json.path(field).asText();
    }
}
