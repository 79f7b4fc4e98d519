package org.outcry.gateway.crosstrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.link.DeskReply;
import org.outcry.link.Operations;
import org.outcry.wire.JsonText;
import org.outcry.wire.MalformedJson;

/**
 * The {@code subscribe} and {@code unsubscribe} messages of one socket: charges them, has the desk resolve the names, changes the
 * socket's wishes and acknowledges. Lives on the socket's event loop.
 */
final class SubscriptionCalls {
    private final StreamSession session;
    private final SocketWishes wishes;

    SubscriptionCalls(StreamSession session) {
        this.session = session;
        this.wishes = session.wishes();
    }

    /** A {@code subscribe} message. */
    void subscribe(ObjectNode message, Optional<byte[]> idJson) {
        if (!session.chargeSubscription("subscribe", idJson)) {
            return;
        }
        Optional<SubscriptionRequest> asked = read(message, "subscribe", idJson);
        if (asked.isEmpty()) {
            return;
        }
        if (asked.get().instruments().isEmpty()) {
            subscribed(asked.get(), List.of(), Optional.empty(), "subscribed", idJson);
            return;
        }
        ObjectNode args = SubscriptionRequest.resolving(
                asked.get().instruments(), asked.get().explain());
        session.beginCall();
        session.hub().calls().call(session.caller(), Operations.RESOLVE_INSTRUMENTS, args, answer -> {
            session.endCall();
            resolved(asked.get(), answer, idJson);
        });
    }

    private void resolved(SubscriptionRequest asked, DeskReply answer, Optional<byte[]> idJson) {
        ObjectNode body;
        try {
            body = JsonText.readObject(answer.body());
        } catch (MalformedJson e) {
            session.error("internal_error", "the desk's answer could not be read", Optional.of("subscribe"), idJson);
            return;
        }
        if (answer.status() != 200) {
            session.error(
                    body.path("error").asText("internal_error"),
                    body.path("detail").asText(""),
                    Optional.of("subscribe"),
                    idJson);
            return;
        }
        List<String> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String given : asked.instruments()) {
            JsonNode name = body.path("resolved").path(given);
            if (!name.isTextual()) {
                unknown.add(given);
            } else if (!known.contains(name.textValue())) {
                known.add(name.textValue());
            }
        }
        if (!unknown.isEmpty()) {
            session.error(
                    "invalid_instruments", "unknown: " + String.join(", ", unknown), Optional.of("subscribe"), idJson);
        }
        if (!wishes.hasRoomFor(known)) {
            session.error(
                    "invalid_instruments",
                    "at most " + StreamLimits.MAX_INSTRUMENTS + " instruments on one socket",
                    Optional.of("subscribe"),
                    idJson);
            return;
        }
        if (!known.isEmpty() || !asked.events().isEmpty()) {
            subscribed(asked, known, SubscriptionRequest.explanation(body), "subscribed", idJson);
        }
    }

    /** A {@code resume} message; ours, with the open profile only. */
    void resume(ObjectNode message, Optional<byte[]> idJson) {
        if (!session.chargeSubscription("resume", idJson)) {
            return;
        }
        Optional<KeptWishes.Wishes> kept = session.streams()
                .kept()
                .get(session.user(), message.path("keep").asText(""));
        if (kept.isEmpty()) {
            session.error(
                    "unknown_subscription",
                    "keep: nothing is kept under that name; subscribe with keep first",
                    Optional.of("resume"),
                    idJson);
            return;
        }
        if (!wishes.hasRoomFor(kept.get().instruments())) {
            session.error(
                    "invalid_instruments",
                    "at most " + StreamLimits.MAX_INSTRUMENTS + " instruments on one socket",
                    Optional.of("resume"),
                    idJson);
            return;
        }
        SubscriptionRequest again = new SubscriptionRequest(
                kept.get().instruments(),
                kept.get().events(),
                Optional.of(message.path("keep").asText()),
                SubscriptionRequest.cursor(message),
                false);
        subscribed(again, again.instruments(), Optional.empty(), "resumed", idJson);
    }

    private void subscribed(
            SubscriptionRequest asked,
            List<String> names,
            Optional<JsonNode> explanation,
            String status,
            Optional<byte[]> idJson) {
        if (session.isClosing()) {
            return;
        }
        // Subscribed first, so that no quote after the acknowledgement is missed; written after it, so that none comes
        // before.
        List<QuoteTopic.Subscription> added = wishes.add(names);
        session.send(asked.acknowledgement(status, names, explanation, idJson));
        wishes.begin(added);
        if (!asked.events().isEmpty()) {
            wishes.addEvents(asked.events(), asked.cursor());
        }
        asked.keep().filter(name -> session.streams().isOpen()).ifPresent(wishes::keepAs);
    }

    /** An {@code unsubscribe} message. */
    void unsubscribe(ObjectNode message, Optional<byte[]> idJson) {
        if (!session.chargeSubscription("unsubscribe", idJson)) {
            return;
        }
        Optional<SubscriptionRequest> asked = read(message, "unsubscribe", idJson);
        if (asked.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String given : asked.get().instruments()) {
            (wishes.contains(given) ? names : others).add(given);
        }
        if (others.isEmpty()) {
            unsubscribed(asked.get(), names, idJson);
            return;
        }
        // Names in another form are resolved first; what stays unknown was never subscribed and is left out.
        ObjectNode args = SubscriptionRequest.resolving(others, false);
        session.beginCall();
        session.hub().calls().call(session.caller(), Operations.RESOLVE_INSTRUMENTS, args, answer -> {
            session.endCall();
            try {
                JsonNode found = JsonText.readObject(answer.body()).path("resolved");
                others.forEach(given -> {
                    if (found.path(given).isTextual()) {
                        names.add(found.path(given).textValue());
                    }
                });
            } catch (MalformedJson e) {
                session.error(
                        "internal_error", "the desk's answer could not be read", Optional.of("unsubscribe"), idJson);
                return;
            }
            unsubscribed(asked.get(), names, idJson);
        });
    }

    private void unsubscribed(SubscriptionRequest asked, List<String> names, Optional<byte[]> idJson) {
        wishes.remove(names);
        session.send(asked.acknowledgement("unsubscribed", names, Optional.empty(), idJson));
        if (!asked.events().isEmpty()) {
            wishes.removeEvents(asked.events());
        }
        wishes.keep();
    }

    private Optional<SubscriptionRequest> read(ObjectNode message, String action, Optional<byte[]> idJson) {
        try {
            return Optional.of(SubscriptionRequest.of(message));
        } catch (InvalidRequest e) {
            session.error("invalid_instruments", e.getMessage(), Optional.of(action), idJson);
            return Optional.empty();
        }
    }
}
