package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exits of an ATM entry work after a kill -9 and a restart, though the client that placed it never comes back. */
class AtmKillTest {
    private static final String ACCOUNT = "/v1/api/accounts/Sim101";
    private static final int TRIES = 5;

    @TempDir
    Path directory;

    @Test
    void exitsWorkAfterARestartWithoutTheClient() throws Exception {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("atm"));
        Files.writeString(data.resolve("atm/Tight.json"), """
                {"brackets": [{"quantity": 1, "targetTicks": 4, "stopTicks": 4,
                               "autoTrail": [{"profitTriggerTicks": 1, "stopTicks": 3, "frequencyTicks": 1}]}]}""");
        // An exit that fires before the kill proves nothing: then the next entry is tried.
        for (int attempt = 1; ; attempt++) {
            String strategy;
            try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
                JsonNode placed = product.post(ACCOUNT + "/orders/place", """
                        {"instrument":"ES","action":"BUY","quantity":2,"orderType":"MARKET","timeInForce":"DAY",
                         "strategy":"Tight"}""");
                strategy = placed.path("strategyId").asText();
                assertTrue(strategy.matches("[0-9]+"), placed::toString);
                product.await(
                        ACCOUNT + "/orders/" + placed.path("orderId").asText(),
                        order -> order.path("orderState").asText().equals("Filled"));
                product.kill();
            }
            long killed = System.currentTimeMillis();
            try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
                JsonNode closed = product.await(
                        ACCOUNT + "/strategies/" + strategy,
                        row -> row.path("state").asText().equals("Closed"));
                assertEquals("Tight", closed.path("name").asText());
                assertEquals(3, closed.path("orders").size(), closed::toString);
                assertEquals(
                        "Flat",
                        product.get(ACCOUNT + "/position?instrument=ES")
                                .path("marketPosition")
                                .asText());
                if (exitedAfter(product, closed, killed)) {
                    return;
                }
            }
            assertTrue(attempt < TRIES, "every exit fired before the kill");
        }
    }

    /** The whole exit happened in the second life. */
    private static boolean exitedAfter(Product product, JsonNode strategy, long epochMillis) throws Exception {
        int exited = 0;
        for (JsonNode order : strategy.path("orders").valueStream().skip(1).toList()) {
            JsonNode executions = product.get(ACCOUNT + "/orders/" + order.asText() + "/executions");
            for (JsonNode execution : executions.path("executions")) {
                exited += execution.path("epoch").asLong() > epochMillis
                        ? execution.path("quantity").asInt()
                        : 0;
            }
        }
        return exited == 2;
    }
}
