package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at random moments under load: whatever was acknowledged is there after the next start, once. */
class KillTest {
    private static final int WRITERS = 8;
    /** One order in so many rests below the market; each holds margin, so there may not be too many. */
    private static final int RESTING = 20;
    /** Acknowledged orders before each kill, at least. */
    private static final int ENOUGH = 20;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedOrderFillAndPositionSurvives() throws Exception {
        int kills = Integer.getInteger("outcry.kills", 5);
        long seed = Long.getLong("outcry.seed", System.nanoTime());
        System.out.println("kill seed " + seed + ", kills " + kills);
        Random random = new Random(seed);
        Path data = directory.resolve("data");
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        Map<String, String> filled = new HashMap<>();
        AtomicInteger number = new AtomicInteger();
        for (int round = 0; round <= kills; round++) {
            try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
                check(product, acknowledged, filled);
                if (round < kills) {
                    load(product, acknowledged, number, 300 + random.nextInt(1_500), (round + 1) * (ENOUGH + 1));
                    remember(product, filled);
                    product.kill();
                }
            }
        }
        assertTrue(acknowledged.size() > kills * ENOUGH, "only " + acknowledged.size() + " orders were acknowledged");
    }

    private static void load(
            Product product, Map<String, String> acknowledged, AtomicInteger number, int millis, int enough)
            throws Exception {
        int below =
                product.get("/v1/api/market/quote?instrument=MES").path("bid").asInt() - 20;
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        for (int writer = 0; writer < WRITERS; writer++) {
            writers.submit(() -> {
                while (!stop.get()) {
                    place(product, acknowledged, "kill-" + number.incrementAndGet(), below);
                }
            });
        }
        long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
        while (acknowledged.size() < enough && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        Thread.sleep(millis); // the random moment itself, not a wait for a condition
        if (millis % 2 == 0) {
            product.kill(); // in the middle of requests
        }
        stop.set(true);
        writers.shutdown();
        assertTrue(writers.awaitTermination(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private static void place(Product product, Map<String, String> acknowledged, String custom, int below) {
        int n = Integer.parseInt(custom.substring(5));
        String order = n % RESTING == 0
                ? """
                {"instrument":"MES","action":"BUY","quantity":1,"orderType":"LIMIT","limitPrice":%d,"timeInForce":"GTC","orderId":"%s"}""".formatted(below - n % 40, custom)
                : """
                {"instrument":"MES","action":"%s","quantity":1,"orderType":"MARKET","timeInForce":"DAY","orderId":"%s"}""".formatted(n % 2 == 0 ? "BUY" : "SELL", custom);
        try {
            JsonNode answer = product.post("/v1/api/accounts/Sim101/orders/place", order);
            if (answer.path("success").asBoolean()) {
                acknowledged.put(custom, answer.path("orderId").asText());
            }
        } catch (IOException dead) {
            Thread.onSpinWait(); // killed: nothing was acknowledged
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What clients were shown as filled just before the kill must still be filled after it. */
    private static void remember(Product product, Map<String, String> filled) throws InterruptedException {
        try {
            for (JsonNode order : product.get("/v1/api/accounts/Sim101/orders").path("orders")) {
                if (order.path("orderState").asText().equals("Filled")) {
                    filled.put(
                            order.path("orderId").asText(),
                            order.path("averageFillPrice").asText());
                }
            }
        } catch (IOException dead) {
            Thread.onSpinWait(); // killed already
        }
    }

    private static void check(Product product, Map<String, String> acknowledged, Map<String, String> filled)
            throws Exception {
        Map<String, JsonNode> byId = new HashMap<>();
        Set<String> customs = new HashSet<>();
        for (JsonNode order : product.get("/v1/api/accounts/Sim101/orders").path("orders")) {
            assertTrue(byId.put(order.path("orderId").asText(), order) == null, "twice: " + order);
            String custom = order.path("automatedTradingOrderId").asText();
            assertTrue(custom.isEmpty() || custom.equals("null") || customs.add(custom), "placed twice: " + order);
        }
        for (Map.Entry<String, String> order : acknowledged.entrySet()) {
            assertTrue(byId.containsKey(order.getValue()), "lost: " + order);
        }
        for (Map.Entry<String, String> order : filled.entrySet()) {
            JsonNode found = byId.get(order.getKey());
            assertEquals("Filled", found.path("orderState").asText());
            assertEquals(order.getValue(), found.path("averageFillPrice").asText());
        }
        long deadline = System.nanoTime() + Product.PATIENCE.toNanos();
        String differs = difference(product);
        // What was on its way to the market at the kill fills now, maybe between the two questions.
        while (!differs.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
            differs = difference(product);
        }
        assertEquals("", differs);
    }

    /** Of the position from what has been filled. */
    private static String difference(Product product) throws IOException, InterruptedException {
        int net = 0;
        for (JsonNode order : product.get("/v1/api/accounts/Sim101/orders").path("orders")) {
            net += order.path("filled").asInt()
                    * (order.path("orderAction").asText().startsWith("Buy") ? 1 : -1);
        }
        JsonNode position = product.get("/v1/api/accounts/Sim101/position?instrument=MES");
        int sign = position.path("marketPosition").asText().equals("Short") ? -1 : 1;
        return net == position.path("quantity").asInt() * sign ? "" : net + " filled, held " + position;
    }
}
