package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.link.LinkLimits;

/** A gateway and a desk in processes of their own, joined by the link. */
class SeparateProcessesTest {
    private static final String TOKEN = "e2e-".concat("x".repeat(39));

    @TempDir
    Path directory;

    @Test
    void aDeskThatComesIsUsedAtOnceAndAKilledOneIsMissedBeforeItIsSilentForLong() throws Exception {
        Map<String, String> secret = Map.of("OUTCRY_TOKEN", TOKEN);
        try (Product gateway = Product.start(
                        directory.resolve("gateway"), secret, "gateway", "--port", "0", "--profile", "open")
                .withToken(TOKEN)) {
            JsonNode alone = gateway.get("/v1/api/accounts");
            assertEquals(408, alone.path("_status").asInt());
            assertEquals("Add-on not connected", alone.path("error").asText());

            String link = gateway.url().replaceFirst("^http", "ws") + "/link";
            try (Product desk = Product.launch(directory.resolve("desk"), secret, "desk", "--gateway", link)) {
                JsonNode accounts = gateway.await(
                        "/v1/api/accounts", answer -> answer.path("success").asBoolean());
                assertTrue(accounts.path("accounts").findValuesAsText("name").contains("Sim101"), accounts.toString());
                JsonNode placed = gateway.market("BUY", "ES", 1);
                assertTrue(placed.path("success").asBoolean(), placed.toString());
                gateway.await(
                        "/v1/api/positions", answer -> answer.path("count").asInt() == 1);

                desk.kill();
                long killed = System.nanoTime();
                gateway.await(
                        "/v1/api/accounts",
                        answer -> answer.path("error").asText().equals("Add-on not connected"));
                long millis = Duration.ofNanos(System.nanoTime() - killed).toMillis();
                assertTrue(millis < LinkLimits.STALLED_MILLIS, "by its silence: noticed after " + millis + " ms");
            }
            try (Product desk = Product.launch(directory.resolve("desk"), secret, "desk", "--gateway", link)) {
                assertTrue(desk.process.isAlive());
                gateway.await(
                        "/v1/api/positions", answer -> answer.path("count").asInt() == 1);
            }
        }
    }
}
