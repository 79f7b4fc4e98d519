package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exits of ATM entries work after a kill -9 and a restart, though the client that placed them never comes back. */
class AtmKillTest {
    /** Many markets, because a quiet one may not reach an exit for minutes; the test ends with the first that does. */
    private static final List<String> ROOTS =
            List.of("NQ", "MNQ", "MGC", "SIL", "MYM", "M2K", "MCL", "MBT", "MES", "6E");

    private static final int ENOUGH = 6;

    @TempDir
    Path directory;

    @Test
    void exitsWorkAfterARestartWithoutTheClient() throws Exception {
        Path data = directory.resolve("data");
        Files.createDirectories(data.resolve("atm"));
        Files.writeString(data.resolve("atm/Tight.json"), """
                {"brackets": [{"quantity": 1, "targetTicks": 4, "stopTicks": 4,
                               "autoTrail": [{"profitTriggerTicks": 1, "stopTicks": 3, "frequencyTicks": 1}]}]}""");
        Map<String, Integer> orders = new HashMap<>();
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            for (String root : ROOTS) {
                enter(product, "Sim101", "BUY", root, orders);
                enter(product, "Sim102", "SELL", root, orders);
            }
            assertTrue(orders.size() >= ENOUGH, () -> "only " + orders.size() + " entries");
            product.kill();
        }
        long killed = System.currentTimeMillis();
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            JsonNode all = product.await("/v1/api/strategies", list -> anyExitedAfter(product, list, killed));
            assertEquals(orders.size(), all.path("strategies").size(), "instances known after the restart");
            for (JsonNode strategy : all.path("strategies")) {
                assertEquals("Tight", strategy.path("name").asText());
                assertEquals(
                        orders.get(strategy.path("strategyId").asText()),
                        strategy.path("orders").size(),
                        strategy::toString);
            }
        }
    }

    /** An entry that the account's money does not allow is left out. */
    private static void enter(Product product, String account, String action, String root, Map<String, Integer> orders)
            throws IOException, InterruptedException {
        JsonNode placed = product.post("/v1/api/accounts/" + account + "/orders/place", """
                {"instrument":"%s","action":"%s","quantity":1,"orderType":"MARKET","timeInForce":"DAY",
                 "strategy":"Tight"}""".formatted(root, action));
        if (placed.path("success").asBoolean()) {
            orders.put(placed.path("strategyId").asText(), 3);
        }
    }

    /** A closed instance whose exit was filled in the second life. */
    private static boolean anyExitedAfter(Product product, JsonNode strategies, long epochMillis) {
        for (JsonNode strategy : strategies.path("strategies")) {
            if (strategy.path("state").asText().equals("Closed") && exitedAfter(product, strategy, epochMillis)) {
                return true;
            }
        }
        return false;
    }

    private static boolean exitedAfter(Product product, JsonNode strategy, long epochMillis) {
        for (int i = 1; i < strategy.path("orders").size(); i++) {
            String path = "/v1/api/accounts/" + strategy.path("account").asText() + "/orders/"
                    + strategy.path("orders").path(i).asText() + "/executions";
            try {
                for (JsonNode execution : product.get(path).path("executions")) {
                    if (execution.path("epoch").asLong() > epochMillis) {
                        return true;
                    }
                }
            } catch (IOException e) {
                throw new AssertionError(path, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }
}
