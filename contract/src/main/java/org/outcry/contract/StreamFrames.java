package org.outcry.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The frames of the stream as docs/protocol/stream.md has them, over the WebSocket and as Server-Sent Events alike. */
final class StreamFrames {
    /** An acknowledgement has a status and no type. */
    private static final String ACKNOWLEDGEMENT = "acknowledgement";

    /**
     * @param required members that are always there
     * @param optional those that may be
     */
    private record Members(Set<String> required, Set<String> optional) {}

    private static final Map<String, Members> FRAMES = Map.ofEntries(
            Map.entry(
                    ACKNOWLEDGEMENT,
                    members(
                            Set.of("status"),
                            "id",
                            "instruments",
                            "events",
                            "origin",
                            "resolvedInstruments",
                            "enabled",
                            "interval",
                            "keep")),
            Map.entry("marketData", members(Set.of("type", "quotes"))),
            Map.entry("pnlUpdate", members(Set.of("type", "epoch", "accounts"))),
            Map.entry("orderUpdate", event("order")),
            Map.entry("executionUpdate", event("execution")),
            Map.entry("positionUpdate", event("position")),
            Map.entry("protectionUpdate", event("protection")),
            Map.entry("status", members(Set.of("type", "origin", "seq", "state"))),
            Map.entry("resync", members(Set.of("type", "origin", "seq", "accounts"), "dropped")),
            Map.entry(
                    "snapshot",
                    members(Set.of("type", "origin", "seq"), "cursor", "epoch", "orders", "positions", "accounts")),
            Map.entry("error", members(Set.of("type", "error", "detail", "action"), "id")),
            Map.entry("close", members(Set.of("code", "reason"), "type")),
            Map.entry("pong", members(Set.of("type", "epoch"), "id")));

    private static final Map<String, List<String>> PAYLOADS = Map.of(
            "orderUpdate", List.of("order", "Order"),
            "executionUpdate", List.of("execution", "Execution"),
            "positionUpdate", List.of("position", "Position"));

    private StreamFrames() {}

    private static Members members(Set<String> required, String... optional) {
        return new Members(required, Set.of(optional));
    }

    private static Members event(String payload) {
        return members(Set.of("type", "origin", "seq", "epoch", "account", payload), "cursor", "dropped");
    }

    static void check(JsonNode frame) {
        String type = frame.has("type") ? frame.path("type").asText() : ACKNOWLEDGEMENT;
        Members documented = FRAMES.get(type);
        if (documented == null) {
            throw new AssertionError("No frame of the stream has the type '" + type + "': " + frame);
        }
        Set<String> missing = new TreeSet<>(documented.required());
        Set<String> stray = new TreeSet<>();
        frame.fieldNames().forEachRemaining(name -> {
            if (!missing.remove(name) && !documented.optional().contains(name)) {
                stray.add(name);
            }
        });
        if (!missing.isEmpty() || !stray.isEmpty()) {
            throw new AssertionError(
                    "The frame " + type + " lacks " + missing + " and has " + stray + " undocumented: " + frame);
        }
        List<String> payload = PAYLOADS.getOrDefault(type, List.of());
        if (!payload.isEmpty()) {
            Contract.validate(type, payload.getLast(), frame.path(payload.getFirst()));
        }
    }
}
