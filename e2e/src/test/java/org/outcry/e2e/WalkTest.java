package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.harness.walk.WalkMain;

/** Every documented route and RPC name on the built product, over both doors; and the budget that the walk goes without. */
class WalkTest {
    private static final int BURST = 20;

    @TempDir
    Path directory;

    @Test
    void theProductKeepsEveryLine() throws Exception {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open")) {
            int failed = WalkMain.walk(
                    URI.create(product.url()), product.token(), new PrintStream(table, true, StandardCharsets.UTF_8));
            String text = table.toString(StandardCharsets.UTF_8);
            assertEquals(
                    0,
                    failed,
                    () -> text.lines()
                            .filter(line -> line.contains("FAIL"))
                            .reduce("", (all, line) -> all + "\n" + line));
            System.out.println(text.lines().reduce("", (_, last) -> last));
        }
    }

    @Test
    void theBudgetIsKeptOverBothDoors() throws Exception {
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0")) {
            HttpResponse<String> refused = null;
            for (int i = 0; i < 10 * BURST && refused == null; i++) {
                HttpResponse<String> answer = product.send("GET", "/v1/api/accounts", "");
                refused = answer.statusCode() == 429 ? answer : null;
            }
            assertTrue(refused != null, "no request was refused");
            JsonNode body = Product.JSON.readTree(refused.body());
            assertEquals("Rate limit exceeded", body.path("error").asText());
            assertEquals("false", body.path("success").asText());
            assertTrue(body.path("retryAfter").asInt() >= 1, refused.body());
            assertTrue(
                    Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("0")) >= 1);
            assertEquals(
                    "180", refused.headers().firstValue("X-RateLimit-Limit").orElse(""));
            try (StreamClient stream = StreamClient.connect(product)) {
                // The same budget: REST has spent it, and what grew back since is spent within a burst.
                JsonNode data = Product.JSON.nullNode();
                for (int i = 0; i < 10 * BURST && data.path("retryAfter").asInt() == 0; i++) {
                    data = stream.rpc("r" + i, "ListAccounts", "{}");
                }
                assertEquals("Rate limit exceeded", data.path("error").asText());
            }
        }
    }
}
