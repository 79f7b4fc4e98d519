package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.link.DeskReply;
import org.outcry.link.Operations;
import org.outcry.link.Refusal;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * {@code GET /v1/api/stream}: the stream as Server-Sent Events, for clients without WebSocket. Ours. One object for each event loop;
 * call it on that loop.
 */
final class EventStreamDoor {
    static final String PATH = CrossTradeRoom.REST_PREFIX + "stream";

    private final StreamHub hub;
    private final Streams streams;
    private final StreamDoor door;

    EventStreamDoor(StreamHub hub, Streams streams, StreamDoor door) {
        this.hub = hub;
        this.streams = streams;
        this.door = door;
    }

    /** A request of a known user whose budget has been charged. */
    void open(HttpServerRequest request, AccessTokens.Token token) {
        SubscriptionRequest asked;
        try {
            asked = SubscriptionRequest.ofQuery(
                    parameter(request, "instruments"),
                    parameter(request, "events"),
                    Optional.ofNullable(request.getHeader("Last-Event-ID")).or(() -> parameter(request, "cursor")));
        } catch (InvalidRequest e) {
            HttpAnswer.refuse(request.response(), 400, Refusal.INVALID_REQUEST, e.getMessage());
            return;
        }
        if (asked.instruments().isEmpty()) {
            begin(request, token, asked, List.of());
            return;
        }
        ObjectNode args = Arguments.none();
        asked.instruments().forEach(args.putArray("instruments")::add);
        hub.calls().call(token.caller(), Operations.RESOLVE_INSTRUMENTS, args, answer -> {
            if (answer.status() != 200) {
                HttpAnswer.json(request.response(), answer.status(), answer.body());
                return;
            }
            JsonNode resolved = resolved(answer);
            List<String> unknown = asked.instruments().stream()
                    .filter(name -> !resolved.path(name).isTextual())
                    .toList();
            if (unknown.isEmpty()) {
                begin(request, token, asked, fullNames(asked, resolved));
            } else {
                HttpAnswer.refuse(
                        request.response(), 400, "invalid_instruments", "unknown: " + String.join(", ", unknown));
            }
        });
    }

    private static Optional<String> parameter(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getParam(name)).filter(text -> !text.isEmpty());
    }

    /** From each name asked to the full one, or to null; empty when the desk's answer is no JSON, so that every name is unknown. */
    private static JsonNode resolved(DeskReply answer) {
        try {
            return JsonText.readObject(answer.body()).path("resolved");
        } catch (MalformedJson e) {
            return MissingNode.getInstance();
        }
    }

    /** Two names of one contract are one subscription. */
    private static List<String> fullNames(SubscriptionRequest asked, JsonNode resolved) {
        return asked.instruments().stream()
                .map(name -> resolved.path(name).textValue())
                .distinct()
                .toList();
    }

    private void begin(
            HttpServerRequest request, AccessTokens.Token token, SubscriptionRequest asked, List<String> names) {
        if (request.response().closed() || !token.isValid()) {
            return;
        }
        EventReader reader = new EventReader(token, hub, streams, door, request);
        hub.add(reader);
        streams.add(reader);
        List<QuoteTopic.Subscription> added = reader.wishes().add(names);
        reader.send(asked.acknowledgement("subscribed", names, Optional.empty()));
        reader.wishes().begin(added);
        if (!asked.events().isEmpty()) {
            reader.wishes().addEvents(asked.events(), asked.cursor());
        }
    }
}
