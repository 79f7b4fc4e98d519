package org.outcry.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.wire.JsonText;

/** A desk in memory that answers what a test tells it to, and remembers what it was asked. */
final class FakeDesk implements DeskLink {
    final List<DeskRequest> requests = new CopyOnWriteArrayList<>();
    final List<Set<String>> quoteWishes = new CopyOnWriteArrayList<>();
    final List<Set<String>> eventWishes = new CopyOnWriteArrayList<>();
    private final Map<String, BiConsumer<DeskRequest, Listener>> answers = new ConcurrentHashMap<>();

    FakeDesk() {
        on("ResolveInstruments", (request, listener) -> {
            ObjectNode body = JsonText.newObject();
            body.put("success", true);
            ObjectNode resolved = body.putObject("resolved");
            request.args().path("instruments").forEach(name -> {
                String root = name.textValue().split(" ", 2)[0];
                if (root.equals("ES") || root.equals("MNQ") || root.equals("NQ")) {
                    resolved.put(name.textValue(), root + " 12-26");
                } else {
                    resolved.putNull(name.textValue());
                }
            });
            if (request.args().path("explain").asBoolean()) {
                body.putArray("resolvedInstruments")
                        .addObject()
                        .put("asked", "ES")
                        .put("instrument", "ES 12-26");
            }
            listener.onReply(new DeskReply(200, JsonText.write(body)));
        });
        answer(
                "StreamPnl",
                200,
                "{\"success\":true,\"epoch\":1793801810000,\"accounts\":[{\"account\":\"Sim101\",\"totalProfitLoss\":12.50}]}");
    }

    FakeDesk on(String operation, BiConsumer<DeskRequest, Listener> answer) {
        answers.put(operation, answer);
        return this;
    }

    FakeDesk answer(String operation, int status, String body) {
        return on(
                operation,
                (request, listener) -> listener.onReply(new DeskReply(status, body.getBytes(StandardCharsets.UTF_8))));
    }

    List<DeskRequest> asked(String operation) {
        return requests.stream().filter(it -> it.operation().equals(operation)).toList();
    }

    @Override
    public Hello hello() {
        return new Hello(1, "1.13.9", "fake");
    }

    @Override
    public void request(DeskRequest request, Listener listener) {
        requests.add(request);
        answers.getOrDefault(
                        request.operation(),
                        (asked, reply) -> reply.onReply(new DeskReply(
                                200,
                                ("{\"success\":true,\"echo\":" + asked.args() + "}").getBytes(StandardCharsets.UTF_8))))
                .accept(request, listener);
    }

    @Override
    public void wantQuotes(Set<String> instruments) {
        quoteWishes.add(Set.copyOf(instruments));
    }

    @Override
    public void wantEvents(Set<String> users) {
        eventWishes.add(Set.copyOf(users));
    }
}
