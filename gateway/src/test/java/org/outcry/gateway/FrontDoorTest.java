package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.gateway.operations.HealthCheck;

/** What stands before the rooms: Host and Origin, health and metrics, a clean stop. */
class FrontDoorTest {
    private static TestHttp.Reply request(TestGateway gateway, String line, String headers) {
        return TestHttp.to(gateway.port())
                .exchange(line + " HTTP/1.1\r\nAuthorization: Bearer " + gateway.token + "\r\n" + headers + "\r\n");
    }

    @Test
    void answersToItsOwnNamesOnly() {
        try (TestGateway gateway =
                TestGateway.start(settings -> settings.withAllowed(Set.of("desk.example"), Set.of()))) {
            for (String host : List.of(
                    "localhost", "localhost:1", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST", "Desk.Example:443")) {
                assertEquals(
                        200,
                        request(gateway, "GET /healthz", "Host: " + host + "\r\n")
                                .status(),
                        host);
            }
            for (String host : List.of(
                    "evil.example",
                    "localhost.evil.example",
                    "127.0.0.1.evil.example",
                    "",
                    "[::2]",
                    "localhost@evil")) {
                TestHttp.Reply reply = request(gateway, "GET /healthz", "Host: " + host + "\r\n");
                assertEquals(403, reply.status(), host);
                assertEquals(
                        "host_not_allowed",
                        TestGateway.json(reply.body()).path("error").textValue());
            }
            assertEquals(403, request(gateway, "GET /healthz", "").status());
        }
    }

    @Test
    void pagesOfOtherOriginsMayNeitherChangeThingsNorOpenSockets() {
        try (TestGateway gateway =
                TestGateway.start(settings -> settings.withAllowed(Set.of(), Set.of("https://desk.example")))) {
            gateway.server.attach(new FakeDesk());
            String host = "Host: localhost:" + gateway.port() + "\r\n";
            String own = "http://localhost:" + gateway.port();
            String place = "POST /v1/api/accounts/A/orders/cancel";
            for (String origin : List.of(
                    "https://evil.example", "null", "http://localhost:1", "http://127.0.0.1:" + gateway.port())) {
                assertEquals(
                        403,
                        request(gateway, place, host + "Origin: " + origin + "\r\nContent-Length: 0\r\n")
                                .status(),
                        origin);
                try (TestSocket socket = TestSocket.withHeaders(
                        gateway.port(),
                        "/ws/stream",
                        "Authorization: Bearer " + gateway.token + "\r\nOrigin: " + origin + "\r\n")) {
                    assertTrue(socket.statusLine.contains("403"), socket.statusLine);
                }
            }
            for (String origin : List.of(own, "https://desk.example")) {
                assertEquals(
                        200,
                        request(gateway, place, host + "Origin: " + origin + "\r\nContent-Length: 0\r\n")
                                .status(),
                        origin);
            }
            assertEquals(
                    200,
                    request(gateway, "GET /v1/api/accounts", host + "Origin: https://evil.example\r\n")
                            .status());
        }
    }

    @Test
    void healthSaysWhatIsWrong() {
        AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.of("still replaying"));
        HealthCheck ledger = new HealthCheck() {
            @Override
            public String name() {
                return "ledger";
            }

            @Override
            public Optional<String> problem() {
                return problem.get();
            }
        };
        try (TestGateway gateway = TestGateway.start(settings -> settings.withOperations(List.of(ledger), List.of()))) {
            for (String path : List.of("/healthz", "/readyz")) {
                HttpResponse<String> reply = gateway.send("GET", path, "", "");
                assertEquals(503, reply.statusCode());
                JsonNode body = TestGateway.json(reply.body());
                assertEquals("still replaying", body.at("/checks/ledger").textValue());
                assertEquals("not_ready", body.path("status").textValue());
            }
            problem.set(Optional.empty());
            HttpResponse<String> ready = gateway.send("GET", "/healthz", "", "");
            assertEquals(200, ready.statusCode());
            assertEquals(
                    TestGateway.json(
                            "{\"success\":true,\"status\":\"ready\",\"desks\":0,\"checks\":{\"ledger\":\"ok\"}}"),
                    TestGateway.json(ready.body()));
        }
    }

    @Test
    void metricsCountRequestsAndShowNoSecret() {
        try (TestGateway gateway = TestGateway.start(settings -> settings.withOperations(
                List.of(),
                List.of(registry -> registry.counter("outcry.ledger.commands").increment(5))))) {
            gateway.server.attach(new FakeDesk());
            gateway.get("/v1/api/accounts");
            gateway.get("/v1/api/accounts/A/position");
            gateway.send("GET", "/v1/api/accounts", "", "wrong");
            HttpResponse<String> reply = gateway.send("GET", "/metrics", "", "");
            assertEquals(200, reply.statusCode());
            String text = reply.body();
            assertTrue(
                    text.contains(
                            "outcry_requests_seconds_bucket{door=\"rest\",operation=\"ListAccounts\",status=\"200\",le=\"0.001\"}"),
                    text);
            assertTrue(
                    text.contains(
                            "outcry_requests_seconds_count{door=\"rest\",operation=\"GetPosition\",status=\"400\"} 1"),
                    text);
            assertTrue(text.contains("outcry_unauthorized_total 1.0"), text);
            assertTrue(text.contains("outcry_desks 1.0"), text);
            assertTrue(text.contains("outcry_ledger_commands_total 5.0"), text);
            assertFalse(text.contains(gateway.token));
        }
    }

    @Test
    void aCleanStopSaysGoodbye() {
        TestGateway gateway = TestGateway.strict();
        try (TestSocket socket = gateway.stream();
                TestSocket desk = TestSocket.open(gateway.port(), "/link", gateway.token)) {
            desk.ask("{\"type\":\"hello\",\"protocol\":1,\"version\":\"1\",\"desk\":\"d\"}");
            gateway.close();
            assertEquals("1001 Server shutting down", socket.closed());
            assertEquals("1001 Going away", desk.closed());
        }
    }

    @Test
    void aPortInUseAndAMissingCertificateAreSaidPlainly(@TempDir Path data) throws Exception {
        try (TestGateway gateway = TestGateway.strict()) {
            IllegalStateException taken = assertThrows(
                    IllegalStateException.class, () -> GatewayServer.start(GatewaySettings.on(gateway.port(), data)));
            assertTrue(taken.getMessage().contains(Integer.toString(gateway.port())), taken.getMessage());
        }
        GatewaySettings.Tls tls = new GatewaySettings.Tls(data.resolve("none.pem"), data.resolve("none.key"));
        assertThrows(
                IllegalStateException.class,
                () -> GatewayServer.start(GatewaySettings.on(0, data).withTls(Optional.of(tls))));
        assertTrue(Files.exists(data.resolve("gateway.db")));
    }
}
