package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
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
    static final String PATH = Operations.EVENT_STREAM.routes().getFirst().path();

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
                    Optional.ofNullable(request.getHeader("Last-Event-ID")).or(() -> parameter(request, "cursor")),
                    parameter(request, "explain"));
        } catch (InvalidRequest e) {
            HttpAnswer.refuse(request.response(), 400, Refusal.INVALID_REQUEST, e.getMessage());
            return;
        }
        if (asked.instruments().isEmpty()) {
            begin(request, token, asked, new Names(List.of(), Optional.empty()));
            return;
        }
        ObjectNode args = SubscriptionRequest.resolving(asked.instruments(), asked.explain());
        hub.calls().call(token.caller(), Operations.RESOLVE_INSTRUMENTS, args, answer -> {
            if (answer.status() != 200) {
                HttpAnswer.json(request.response(), answer.status(), answer.body());
                return;
            }
            ObjectNode body = body(answer);
            JsonNode resolved = body.path("resolved");
            List<String> unknown = asked.instruments().stream()
                    .filter(name -> !resolved.path(name).isTextual())
                    .toList();
            if (unknown.isEmpty()) {
                begin(
                        request,
                        token,
                        asked,
                        new Names(fullNames(asked, resolved), SubscriptionRequest.explanation(body)));
            } else {
                HttpAnswer.refuse(
                        request.response(), 400, "invalid_instruments", "unknown: " + String.join(", ", unknown));
            }
        });
    }

    private static Optional<String> parameter(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getParam(name)).filter(text -> !text.isEmpty());
    }

    /** Full names, and what they were said to mean. */
    private record Names(List<String> full, Optional<JsonNode> explanation) {}

    /** The desk's answer; empty when it is no JSON, so that every name is unknown. */
    private static ObjectNode body(DeskReply answer) {
        try {
            return JsonText.readObject(answer.body());
        } catch (MalformedJson e) {
            return Arguments.none();
        }
    }

    /** Two names of one contract are one subscription. */
    private static List<String> fullNames(SubscriptionRequest asked, JsonNode resolved) {
        return asked.instruments().stream()
                .map(name -> resolved.path(name).textValue())
                .distinct()
                .toList();
    }

    private void begin(HttpServerRequest request, AccessTokens.Token token, SubscriptionRequest asked, Names names) {
        if (request.response().closed() || !token.isValid()) {
            return;
        }
        EventReader reader = new EventReader(token, hub, streams, door, request);
        hub.add(reader);
        streams.add(reader);
        List<QuoteTopic.Subscription> added = reader.wishes().add(names.full());
        reader.send(asked.acknowledgement("subscribed", names.full(), names.explanation(), Optional.empty()));
        reader.wishes().begin(added);
        if (!asked.events().isEmpty()) {
            reader.wishes().addEvents(asked.events(), asked.cursor());
        }
    }
}
