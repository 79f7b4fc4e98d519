package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two products as their users start them: one with accounts, one whose desk trades them from elsewhere. Accounts are opened, halts called
 * and lifted by command, and live credentials refused.
 */
class RemoteDeskProcessTest {
    private static final String PASSWORD = "far away and long ago";
    private static final String TOKEN = "e2e-".concat("x".repeat(39));
    private static final String ORDER =
            "{\"instrument\":\"ES\",\"action\":\"BUY\",\"quantity\":1,\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\"}";

    @TempDir
    Path directory;

    private record Ended(int exit, String text) {}

    @Test
    void anAccountIsTradedFromElsewhereAndHalted() throws Exception {
        Path farData = directory.resolve("far");
        Path nearData = directory.resolve("near");
        try (Product far = Product.start(farData, Map.of("OUTCRY_PASSWORD", PASSWORD), "start", "--port", "0")) {
            Ended opened =
                    run(farData, "account", "open", "--domain", "live", "--user", "trader", "--balance", "5000.50");
            assertTrue(opened.text.contains("trades on the simulator"), opened.text);
            JsonNode live = far.await(
                    "/v1/api/accounts", accounts -> accounts.path("accounts").size() == 3);
            JsonNode account = live.path("accounts").path(2);
            assertEquals("Live-trader", account.path("name").asText());
            assertEquals("live", account.path("domain").asText());
            assertEquals("Simulator", account.path("tradesOn").asText());
            assertEquals(5_000.5, account.path("item").path("cashValue").asDouble());
            assertFalse(live.path("accounts").path(0).has("domain"));

            Path file = Files.writeString(directory.resolve("remote.properties"), """
                    name = practice
                    domain = demo
                    demo = %s
                    live = %s
                    md = %s
                    user = trader
                    accounts = Sim102
                    hours = always-open
                    """.formatted(
                            domain(far, "demo"), domain(far, "live"), domain(far, "md")));
            Map<String, String> secret = Map.of("OUTCRY_REMOTE_PASSWORD", PASSWORD);
            try (Product near = Product.start(nearData, secret, "start", "--port", "0", "--remote", file.toString())) {
                assertEquals(
                        List.of("Sim102"),
                        near.get("/v1/api/accounts").path("accounts").findValuesAsText("name"));
                near.call("POST", "/v1/api/accounts/Sim102/orders/place", ORDER);
                String positions = "/v1/api/accounts/Sim102/positions";
                near.await(positions, held -> held.path("positions").size() == 1);
                far.await(positions, held -> held.path("positions").size() == 1);

                Ended halted = run(nearData, "halt");
                assertEquals(0, halted.exit, halted.text);
                near.await(
                        "/readyz",
                        ready -> ready.path("checks").path("remote").asText().equals("ok, halted"));
                far.await(positions, held -> held.path("positions").isEmpty());
                assertEquals(
                        "order_rejected",
                        near.call("POST", "/v1/api/accounts/Sim102/orders/place", ORDER)
                                .path("error")
                                .asText());
                assertEquals(0, near.stop());
                assertFalse(near.text().contains(PASSWORD), near.text());
            }
            assertTrue(run(nearData, "halt", "--lift").text.contains("lifted"));
            besideAGateway(file);
            Ended refused = launch(
                    nearData,
                    secret,
                    "start",
                    "--port",
                    "0",
                    "--remote",
                    Files.writeString(
                                    directory.resolve("live.properties"),
                                    Files.readString(file).replace("domain = demo", "domain = live"))
                            .toString(),
                    "--allow-live",
                    "Live-trader",
                    "--max-order",
                    "1",
                    "--max-position",
                    "1");
            assertEquals(1, refused.exit, refused.text);
            assertTrue(refused.text.contains("terminal"), refused.text);

            assertEquals(0, run(farData, "halt").exit);
            assertEquals(0, far.stop());
        }
        try (Product again = Product.start(farData, "start", "--port", "0")) {
            assertTrue(again.text().contains("HALTED"), again.text());
            assertEquals(
                    "order_rejected",
                    again.call("POST", "/v1/api/accounts/Sim101/orders/place", ORDER)
                            .path("error")
                            .asText());
            assertTrue(run(farData, "halt", "--lift").text.contains("lifted"));
            assertTrue(again.call("POST", "/v1/api/accounts/Sim101/orders/place", ORDER)
                    .path("success")
                    .asBoolean());
            assertEquals(0, again.stop());
        }
    }

    /** The desk is a process of its own, which dials a gateway on one side and the other product on the other. */
    private void besideAGateway(Path file) throws Exception {
        Path data = directory.resolve("desk");
        Map<String, String> token = Map.of("OUTCRY_TOKEN", TOKEN);
        Map<String, String> secrets = Map.of("OUTCRY_TOKEN", TOKEN, "OUTCRY_REMOTE_PASSWORD", PASSWORD);
        String order = "/v1/api/accounts/Sim102/orders/place";
        try (Product gateway = Product.start(
                        directory.resolve("gateway"), token, "gateway", "--port", "0", "--profile", "open")
                .withToken(TOKEN)) {
            String link = gateway.url().replaceFirst("^http", "ws") + "/link";
            try (Product desk = Product.launch(data, secrets, "desk", "--gateway", link, "--remote", file.toString())) {
                gateway.await(
                        "/v1/api/accounts",
                        answer ->
                                answer.path("accounts").findValuesAsText("name").equals(List.of("Sim102")));
                assertTrue(gateway.call("POST", order, ORDER).path("success").asBoolean());
                gateway.await(
                        "/v1/api/accounts/Sim102/positions",
                        held -> held.path("positions").size() == 1);
                Ended halted = run(data, "halt");
                assertEquals(0, halted.exit, halted.text);
                assertEquals(
                        "order_rejected",
                        gateway.call("POST", order, ORDER).path("error").asText());
                assertEquals(0, desk.stop());
                assertFalse(desk.text().contains(PASSWORD), desk.text());
                assertFalse(desk.text().contains(TOKEN), desk.text());
            }
        }
        String status = run(data, "halt", "--status").text;
        assertTrue(status.contains("halted: accounts elsewhere, since 20"), status);
        assertTrue(status.contains("by " + System.getProperty("user.name")), status);
    }

    private static String domain(Product product, String name) throws Exception {
        return product.text()
                .lines()
                .filter(line -> line.strip().startsWith(name + " "))
                .map(line -> line.strip().split("\\s+")[1])
                .map(URI::create)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private Ended run(Path data, String... words) throws Exception {
        return launch(data, Map.of(), words);
    }

    /** Runs a command to its end. */
    private Ended launch(Path data, Map<String, String> environment, String... words) throws Exception {
        List<String> line = new ArrayList<>(Product.line(words));
        line.addAll(List.of("--data", data.toString()));
        Path output = Files.createTempFile(directory, "command-", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OUTCRY_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(Product.PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(String.join(" ", words) + " did not end: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
