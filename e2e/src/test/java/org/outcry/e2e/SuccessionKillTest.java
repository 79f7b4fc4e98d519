package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies between taking something away and putting something in its place. */
class SuccessionKillTest {
    private static final String ORDERS = "/v1/api/accounts/Sim101/orders";

    @TempDir
    Path directory;

    @Test
    void exitsCanceledBeforeTheKillAreReplacedAfterIt() throws Exception {
        Path data = directory.resolve("data");
        String target;
        try (Product first = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            assertTrue(first.market("BUY", "MES", 2).path("success").asBoolean());
            first.await("/v1/api/positions", all -> all.path("count").asInt() == 1);
            BigDecimal bid =
                    first.get("/v1/api/market/quote?instrument=MES").path("bid").decimalValue();
            JsonNode old = first.post(ORDERS + "/place", """
                    {"instrument":"MES","action":"SELL","quantity":2,"orderType":"STOPMARKET","timeInForce":"GTC",
                     "stopPrice":%s,"orderId":"old"}""".formatted(bid.subtract(BigDecimal.valueOf(60))));
            assertTrue(old.path("success").asBoolean(), old.toString());
            first.await(
                    ORDERS + "/old", order -> order.path("orderState").asText().equals("Working"));
            target = bid.add(BigDecimal.valueOf(60)).toPlainString();
            String exits = """
                    {"instrument":"MES","action":"BUY","quantity":2,"takeProfit":%s,"stopLoss":%s,"cancelDelayMs":3000}""".formatted(target, bid.subtract(BigDecimal.valueOf(50)));
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    first.post(ORDERS + "/cancel_and_bracket", exits);
                } catch (IOException | InterruptedException expected) {
                    // Nobody lives to answer.
                }
            });
            first.await(
                    ORDERS + "/old", order -> order.path("orderState").asText().equals("Cancelled"));
            first.kill();
            asking.join();
        }
        try (Product second = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            JsonNode working = second.await(
                            ORDERS + "?activeOnly=true",
                            answer -> answer.path("orders").findValuesAsText("orderState").stream()
                                            .filter("Working"::equals)
                                            .count()
                                    == 2)
                    .path("orders");
            assertEquals(2, working.size(), working.toString());
            assertEquals("Limit", working.path(0).path("orderType").asText());
            assertEquals(
                    0,
                    new BigDecimal(target)
                            .compareTo(working.path(0).path("limitPrice").decimalValue()));
            assertEquals("StopMarket", working.path(1).path("orderType").asText());
            // History tells of it too: the cancel was asked for before the kill and is there after it.
            second.await(ORDERS + "/old/lifecycle", life -> {
                JsonNode events = life.path("events");
                return events.path(events.size() - 1)
                        .path("orderState")
                        .asText()
                        .equals("Cancelled");
            });
        }
    }
}
