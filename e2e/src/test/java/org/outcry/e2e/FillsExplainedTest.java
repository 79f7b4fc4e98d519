package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand fills, each checked against a market that the log holds; and minutes rebuilt from ticks. */
class FillsExplainedTest {
    private static final BigDecimal TICK = new BigDecimal("0.25");

    @TempDir
    Path directory;

    @Test
    void eachOfAThousandFillsIsExplainedByALoggedQuote() throws Exception {
        Path data = directory.resolve("data");
        List<JsonNode> executions = new ArrayList<>();
        try (Product product = Product.start(data, "start", "--port", "0", "--profile", "open")) {
            for (int n = 0; n < 1_000; n++) {
                JsonNode placed = product.market(n % 2 == 0 ? "BUY" : "SELL", "MES", 1);
                assertTrue(placed.path("success").asBoolean(), placed.toString());
            }
            String path = "/v1/api/accounts/Sim101/executions?lookbackTime=900&explain=true";
            product.await(path, answer -> answer.path("executions").size() >= 1_000)
                    .path("executions")
                    .forEach(executions::add);
            assertEquals(0, product.stop());
        }
        Map<Long, JsonNode> logged = loggedMarkets(data);
        for (JsonNode execution : executions) {
            JsonNode why = execution.path("explanation");
            JsonNode market = logged.get(why.path("marketSequence").asLong());
            assertTrue(market != null, "no logged market explains " + execution);
            BigDecimal bid = TICK.multiply(market.path("bidTicks").decimalValue());
            BigDecimal ask = TICK.multiply(market.path("askTicks").decimalValue());
            assertEquals(0, bid.compareTo(why.path("bid").decimalValue()), execution.toString());
            assertEquals(0, ask.compareTo(why.path("ask").decimalValue()), execution.toString());
            BigDecimal price = execution.path("price").decimalValue();
            assertEquals("TAKER", why.path("rule").asText(), execution.toString());
            // What the account took a moment ago is gone until it is refreshed: then the next level fills, and says so.
            BigDecimal reach =
                    TICK.multiply(BigDecimal.valueOf(why.path("levelsTaken").asLong() - 1));
            boolean bought = execution.path("marketPosition").asText().equals("Long");
            BigDecimal worse = bought ? price.subtract(ask) : bid.subtract(price);
            assertTrue(worse.signum() >= 0 && worse.compareTo(reach) <= 0, "outside its levels: " + execution);
        }
    }

    @Test
    void minuteBarsRebuiltFromTicksEqualGetBars() throws Exception {
        try (Product product =
                Product.start(directory.resolve("data"), "start", "--port", "0", "--profile", "open", "--seed", "7")) {
            int compared = 0;
            Instant asked = Instant.now();
            for (JsonNode minute : bars(product, "minute", "\"limit\":30")) {
                Instant close = Instant.ofEpochMilli(minute.path("epoch").asLong());
                if (close.isAfter(asked)) {
                    continue; // It still grew.
                }
                String around = "\"limit\":20000,\"from\":\"%s\",\"to\":\"%s\""
                        .formatted(close.minusSeconds(61), close.plusSeconds(1));
                List<JsonNode> inside = new ArrayList<>();
                for (JsonNode tick : bars(product, "tick", around)) {
                    if (minuteOf(tick) == close.toEpochMilli()) {
                        inside.add(tick);
                    }
                }
                assertFalse(inside.isEmpty(), () -> "no tick of " + minute);
                assertEquals(inside.getFirst().path("open"), minute.path("open"), "open of " + minute);
                assertEquals(inside.getLast().path("close"), minute.path("close"), "close of " + minute);
                assertEquals(extreme(inside, 1), minute.path("high").decimalValue(), "high of " + minute);
                assertEquals(extreme(inside, -1), minute.path("low").decimalValue(), "low of " + minute);
                assertEquals(
                        inside.stream()
                                .mapToLong(t -> t.path("volume").asLong())
                                .sum(),
                        minute.path("volume").asLong(),
                        "volume of " + minute);
                compared++;
            }
            assertTrue(compared >= 10, "only " + compared + " minutes could be compared");
        }
    }

    /** Close of the minute a tick belongs to, Unix milliseconds; a minute holds its own close and not its open. */
    private static long minuteOf(JsonNode tick) {
        Instant time = Instant.parse(tick.path("time").asText());
        long nanos = time.getEpochSecond() * 1_000_000_000L + time.getNano();
        return Math.ceilDiv(nanos, 60_000_000_000L) * 60_000;
    }

    private static BigDecimal extreme(List<JsonNode> ticks, int direction) {
        return ticks.stream()
                .map(tick -> tick.path("close").decimalValue())
                .max((a, b) -> direction * a.compareTo(b))
                .orElseThrow();
    }

    private static JsonNode bars(Product product, String periodType, String more) throws Exception {
        JsonNode answer = product.post(
                "/v1/api/market/bars",
                "{\"instrument\":\"ES\",\"periodType\":\"%s\",\"period\":1,\"daysBack\":1,%s}"
                        .formatted(periodType, more));
        assertTrue(answer.path("success").asBoolean(), answer.toString());
        return answer.path("bars");
    }

    private static Map<Long, JsonNode> loggedMarkets(Path data) throws Exception {
        List<String> line = Product.line("log", "--data", data.toString());
        String printed = Product.run(Duration.ofMinutes(3), Map.of(), line.toArray(String[]::new));
        Map<Long, JsonNode> markets = new HashMap<>();
        for (String text : printed.lines().toList()) {
            JsonNode market = Product.JSON.readTree(text).path("market");
            if (market.has("sequence")) {
                markets.put(market.path("sequence").asLong(), market);
            }
        }
        return markets;
    }
}
