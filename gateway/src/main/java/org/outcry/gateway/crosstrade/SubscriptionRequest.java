package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.outcry.wire.Bytes;
import org.outcry.wire.JsonText;

/**
 * What a subscribe or unsubscribe message asks for.
 *
 * @param instruments names as given, each once
 * @param events kinds of events
 * @param keep ours: the name under which the subscriptions are kept across reconnects
 * @param cursor ours: the place of the last event the client has seen
 * @param explain ours: the acknowledgement says what each name meant
 */
record SubscriptionRequest(
        List<String> instruments,
        Set<EventKind> events,
        Optional<String> keep,
        Optional<String> cursor,
        boolean explain) {
    SubscriptionRequest {
        instruments = List.copyOf(instruments);
        events = Set.copyOf(events);
    }

    /**
     * Reads one out of the query of an event stream: {@code instruments} and {@code events}, each a comma list.
     *
     * @param place of the last event the client has seen
     * @param explain {@code true} or {@code false}
     */
    static SubscriptionRequest ofQuery(
            Optional<String> instruments, Optional<String> events, Optional<String> place, Optional<String> explain)
            throws InvalidRequest {
        ObjectNode message = Arguments.none();
        instruments.ifPresent(list -> split(list, message.putArray("instruments")));
        events.ifPresent(list -> split(list, message.putArray("events")));
        place.ifPresent(text -> message.put("cursor", text));
        explain.ifPresent(text -> message.put("explain", text));
        return of(message);
    }

    private static void split(String list, ArrayNode into) {
        for (String word : list.split(",", StreamLimits.MAX_INSTRUMENTS + 2)) {
            if (!word.isBlank()) {
                into.add(word.strip());
            }
        }
    }

    /** Reads one; at least one of the two lists must be there. */
    static SubscriptionRequest of(ObjectNode message) throws InvalidRequest {
        JsonNode origin = message.path("origin");
        if (!origin.isMissingNode() && !origin.isNull() && !origin.asText().equals("nt8")) {
            throw new InvalidRequest("origin: only nt8 is served");
        }
        List<String> instruments = words(message, "instruments");
        Set<EventKind> events = EnumSet.noneOf(EventKind.class);
        for (String word : words(message, "events")) {
            events.add(EventKind.ofAsked(word)
                    .orElseThrow(() ->
                            new InvalidRequest("events: orders, executions, positions and protections are served")));
        }
        if (instruments.isEmpty() && events.isEmpty()) {
            throw new InvalidRequest("instruments, events or both: a list of names is expected");
        }
        if (instruments.size() > StreamLimits.MAX_INSTRUMENTS) {
            throw new InvalidRequest("at most " + StreamLimits.MAX_INSTRUMENTS + " instruments on one socket");
        }
        Optional<String> keep = text(message, "keep");
        if (keep.isPresent() && !KeptWishes.isName(keep.get())) {
            throw new InvalidRequest(KeptWishes.RULE);
        }
        return new SubscriptionRequest(instruments, events, keep, cursor(message), explains(message));
    }

    private static boolean explains(ObjectNode message) throws InvalidRequest {
        JsonNode explain = message.path("explain");
        return switch (explain.asText()) {
            case "true" -> true;
            case "false", "null", "" -> false;
            default -> throw new InvalidRequest("explain: true or false is expected");
        };
    }

    /** What the desk is asked, so that names become full dated ones. */
    static ObjectNode resolving(List<String> names, boolean explain) {
        ObjectNode args = Arguments.none();
        names.forEach(args.putArray("instruments")::add);
        if (explain) {
            args.put("explain", true);
        }
        return args;
    }

    /** What the desk's answer to {@link #resolving} says of the names. */
    static Optional<JsonNode> explanation(ObjectNode resolved) {
        JsonNode names = resolved.path("resolvedInstruments");
        return names.isArray() ? Optional.of(names) : Optional.empty();
    }

    /** The place a message gives, if it gives one. */
    static Optional<String> cursor(ObjectNode message) {
        return text(message, "cursor");
    }

    private static Optional<String> text(ObjectNode message, String member) {
        JsonNode value = message.path(member);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }

    /**
     * The documented style of an acknowledgement: a status, what was asked for, and the request's id if it had one.
     *
     * @param explanation what the names meant, for a client that asked
     */
    byte[] acknowledgement(String status, List<String> names, Optional<JsonNode> explanation, Optional<byte[]> idJson) {
        Bytes ack = new Bytes(128).ascii("{");
        idJson.ifPresent(id -> ack.ascii("\"id\":").raw(id).ascii(","));
        ack.ascii("\"status\":").quoted(status);
        if (!instruments.isEmpty()) {
            ack.ascii(",\"instruments\":");
            list(ack, names);
        }
        if (!events.isEmpty()) {
            ack.ascii(",\"events\":");
            list(
                    ack,
                    List.of(EventKind.values()).stream()
                            .filter(events::contains)
                            .map(EventKind::asked)
                            .toList());
            ack.ascii(",\"origin\":\"nt8\"");
        }
        explanation.ifPresent(meant -> ack.ascii(",\"resolvedInstruments\":").raw(JsonText.write(meant)));
        return ack.ascii("}").toArray();
    }

    private static void list(Bytes text, List<String> words) {
        text.ascii("[");
        String separator = "";
        for (String word : words) {
            text.ascii(separator).quoted(word);
            separator = ",";
        }
        text.ascii("]");
    }

    private static List<String> words(ObjectNode message, String member) throws InvalidRequest {
        JsonNode list = message.path(member);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        if (!list.isArray()) {
            throw new InvalidRequest(member + ": a list of names is expected");
        }
        for (JsonNode word : list) {
            if (!word.isTextual()
                    || word.textValue().isBlank()
                    || word.textValue().length() > 64) {
                throw new InvalidRequest(member + ": a list of names is expected");
            }
            if (!words.contains(word.textValue())) {
                words.add(word.textValue());
            }
        }
        return words;
    }
}
