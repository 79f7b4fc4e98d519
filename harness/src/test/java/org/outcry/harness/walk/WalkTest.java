package org.outcry.harness.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.outcry.contract.Contract;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** Every documented route and RPC name does what the reference says, and the walk would see it if one did not. */
@Timeout(600)
class WalkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What is broken stays broken: nothing is gained by waiting. */
    private static final Duration IMPATIENCE = Duration.ofMillis(300);

    @Test
    void everyLineIsKept() {
        try (WholeServer server = WholeServer.running(desk -> desk);
                Walker walker = server.walker(PATIENCE)) {
            List<Result> results = walker.walk(result -> {});
            List<String> failed = results.stream()
                    .filter(result -> !result.passed())
                    .map(Result::line)
                    .toList();
            assertEquals("", String.join("\n", failed));
            System.out.println("WalkTest: " + results.size() + " lines");
        }
    }

    @Test
    void aHandlerThatOnlySaysSuccessIsSeen() {
        AtomicReference<String> broken = new AtomicReference<>("");
        List<String> unseen = new ArrayList<>();
        try (WholeServer server = WholeServer.running(desk -> new SaysSuccess(desk, broken::get));
                Walker walker = server.walker(PATIENCE)) {
            walker.setPatience(IMPATIENCE);
            List<Operation> ofDesk = Operations.all().stream()
                    .filter(operation -> !Operations.ofGateway().contains(operation))
                    .toList();
            for (Operation operation : ofDesk) {
                broken.set(operation.name());
                boolean seen = walker.walkHappy(operation).stream().anyMatch(result -> !result.passed());
                if (!seen) {
                    unseen.add(operation.name());
                }
                broken.set("");
            }
            assertFalse(ofDesk.isEmpty());
            for (Operation operation : Operations.ofGateway()) {
                try (Walker lied = new Walker(new LyingDoors(server, operation.name()))) {
                    if (lied.walkHappy(operation).stream().allMatch(Result::passed)) {
                        unseen.add(operation.name());
                    }
                }
            }
            try (LyingStream stream = new LyingStream(server);
                    Walker lied = new Walker(stream)) {
                if (lied.walkHappy(Operations.EVENT_STREAM).stream().allMatch(Result::passed)) {
                    unseen.add(Operations.EVENT_STREAM.name());
                }
            }
        }
        assertEquals(List.of(), unseen);
    }

    @Test
    void everyFrameOfTheEventStreamIsAsDocumented() {
        try (WholeServer server = WholeServer.running(desk -> desk);
                Doors doors = new Doors(server.uri(), server.token, PATIENCE);
                EventLines events = new EventLines(
                        server.uri(),
                        server.token,
                        "?explain=true&instruments=MES&events=orders,executions,positions,protections")) {
            Set<String> seen = new TreeSet<>();
            events.frame("ready", PATIENCE.toNanos(), frame -> {
                Contract.frame(frame);
                seen.add(frame.path("type").asText());
                return frame.path("state").asText().equals("ready");
            });
            doors.socket()
                    .call("SetProtection", Walk.args("account", doors.accounts().getFirst(), "seconds", 1));
            new Walk(
                            doors,
                            Way.all(Operations.byName("PlaceOrder").orElseThrow())
                                    .getFirst())
                    .open(1);
            events.frame("protection enforced", PATIENCE.toNanos(), frame -> {
                Contract.frame(frame);
                seen.add(frame.path("type").asText());
                return frame.path("protection").path("state").asText().equals("enforced");
            });
            assertEquals(
                    Set.of(
                            "",
                            "executionUpdate",
                            "marketData",
                            "orderUpdate",
                            "positionUpdate",
                            "protectionUpdate",
                            "status"),
                    seen);
        }
    }

    /** A door to streams that only says success, before a server that is sound. */
    private static final class LyingStream extends Doors {
        private final HttpServer liar;

        LyingStream(WholeServer server) {
            super(server.uri(), server.token, IMPATIENCE);
            try {
                liar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] success = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
            liar.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, success.length);
                exchange.getResponseBody().write(success);
                exchange.close();
            });
            liar.start();
        }

        @Override
        URI base() {
            return URI.create("http://127.0.0.1:" + liar.getAddress().getPort());
        }

        @Override
        public void close() {
            liar.stop(0);
            super.close();
        }
    }

    /** For what no desk hears of: the answer is swapped on the way back. */
    private static final class LyingDoors extends Doors {
        private final String broken;

        LyingDoors(WholeServer server, String broken) {
            super(server.uri(), server.token, IMPATIENCE);
            this.broken = broken;
        }

        @Override
        Reply call(Way way, ObjectNode args, Optional<String> idempotencyKey) {
            return way.operation().name().equals(broken)
                    ? new Reply(200, JsonNodeFactory.instance.objectNode().put("success", true), Map.of(), false)
                    : super.call(way, args, idempotencyKey);
        }
    }

    /** A desk one of whose functions does nothing and says it did. */
    private record SaysSuccess(DeskLink desk, Supplier<String> broken) implements DeskLink {
        @Override
        public Hello hello() {
            return desk.hello();
        }

        @Override
        public void request(DeskRequest request, Listener listener) {
            if (request.operation().equals(broken.get())) {
                listener.onReply(new DeskReply(200, "{\"success\":true}".getBytes(StandardCharsets.UTF_8)));
            } else {
                desk.request(request, listener);
            }
        }

        @Override
        public void wantQuotes(Set<String> instruments) {
            desk.wantQuotes(instruments);
        }

        @Override
        public void wantEvents(Set<String> users) {
            desk.wantEvents(users);
        }
    }
}
