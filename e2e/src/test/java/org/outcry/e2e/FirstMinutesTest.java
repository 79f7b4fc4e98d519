package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does first, in the order the README tells it. */
class FirstMinutesTest {
    @TempDir
    Path directory;

    @Test
    void thePrintedCurlFillsAndTheMarketMoves() throws Exception {
        Path data = directory.resolve("data");
        try (Product product = Product.start(data, "start", "--port", "0")) {
            assertEquals(43, product.token().length());
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("token"))));
            String curl = printedCurl(product.text());
            JsonNode placed = Product.JSON.readTree(
                    Product.run(Product.PATIENCE, Map.of(), "bash", "-c", curl.replace("curl ", "curl -sS ")));
            assertTrue(placed.path("success").asBoolean(), placed.toString());
            String orderId = placed.path("orderId").asText();
            assertTrue(orderId.matches("[0-9a-f]{32}"), orderId);
            JsonNode order = product.await(
                    "/v1/api/accounts/Sim101/orders/" + orderId,
                    answer -> answer.path("orderState").asText().equals("Filled"));
            assertEquals(1, order.path("filled").asInt());

            JsonNode positions =
                    product.get("/v1/api/accounts/Sim101/positions").path("positions");
            assertEquals(1, positions.size());
            assertEquals("Long", positions.get(0).path("marketPosition").asText());

            String quote = "/v1/api/market/quote?instrument=ES";
            JsonNode first = product.get(quote);
            assertTrue(
                    first.path("bid").decimalValue().compareTo(first.path("ask").decimalValue()) < 0);
            product.await(
                    quote,
                    // More, or less when a session has begun in between.
                    later -> later.path("volume").asLong()
                            != first.path("volume").asLong());

            String log = Files.readString(data.resolve("logs").resolve("outcry.log"));
            assertFalse(log.contains(product.token()), "the log must not hold a token");
            assertEquals(0, product.stop());
        }
    }

    @Test
    void aFirstStartThatFailsChoosesNoMarket() throws Exception {
        Path data = directory.resolve("data");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Product failed = Product.launch(data, Map.of(), "start", "--port", port, "--seed", "1");
            assertTrue(failed.process.waitFor(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertNotEquals(0, failed.process.exitValue(), failed.text());
        }
        try (Product second = Product.start(data, "start", "--port", "0", "--seed", "2", "--hours", "real")) {
            assertEquals(0, second.stop());
        }
        // What a start that succeeded has chosen stays.
        Product third = Product.launch(data, Map.of(), "start", "--port", "0", "--seed", "1");
        assertTrue(third.process.waitFor(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertTrue(third.text().contains("--seed"), third.text());
    }

    @Test
    void anOrderOverTheStreamFillsAndItsProfitIsStreamed() throws Exception {
        try (Product product = Product.start(directory.resolve("data"), "start", "--port", "0");
                StreamClient first = StreamClient.connect(product)) {
            JsonNode placed = first.rpc("p1", "PlaceOrder", """
                    {"account":"Sim101","instrument":"MNQ","action":"Buy","orderType":"Market","quantity":2,"timeInForce":"Gtc"}""");
            assertTrue(placed.path("success").asBoolean(), placed.toString());
            first.send("{\"action\":\"streamPnl\",\"enabled\":true,\"interval\":1000}");
            JsonNode pnl = first.await(message -> message.path("type").asText().equals("pnlUpdate")
                    && message.path("accounts")
                            .findValuesAsText("positionCount")
                            .contains("1"));
            JsonNode account = row(pnl.path("accounts"), "account", "Sim101");
            assertTrue(account.path("unrealizedProfitLoss").isNumber(), account.toString());
            assertEquals(
                    0,
                    account.path("netLiquidation")
                            .decimalValue()
                            .compareTo(account.path("cashValue")
                                    .decimalValue()
                                    .add(account.path("unrealizedProfitLoss").decimalValue())));

            // A name says what it meant, in the same words over both doors, and only when asked.
            JsonNode asked = first.rpc("q1", "GetQuote", "{\"instrument\":\"ES1!\",\"explain\":true}");
            JsonNode meant = asked.path("resolvedInstruments").get(0);
            assertEquals(asked.path("instrument"), meant.path("instrument"));
            assertEquals(
                    meant,
                    product.get("/v1/api/market/quote?instrument=ES1%21&explain=true")
                            .path("resolvedInstruments")
                            .get(0));
            assertFalse(product.get("/v1/api/market/quote?instrument=ES1%21").has("resolvedInstruments"));
            JsonNode instrument = product.get("/v1/api/instruments/ES1!");
            assertEquals(meant, instrument.path("resolved"));
            assertEquals(
                    instrument.path("contracts"),
                    first.rpc("q2", "GetInstrument", "{\"name\":\"ES\"}").path("contracts"));
            JsonNode all = product.get("/v1/api/instruments?exchange=Globex&text=micro");
            assertEquals(all.path("count").asInt(), all.path("instruments").size());
            assertTrue(row(all.path("instruments"), "root", "MES")
                    .path("frontMonth")
                    .asText()
                    .startsWith("MES "));

            first.send("{\"action\":\"subscribe\",\"instruments\":[\"ES1!\"]}");
            first.await(message -> message.path("type").asText().equals("marketData")
                    && message.path("quotes").get(0).path("instrument").asText().startsWith("ES "));

            try (StreamClient second = StreamClient.connect(product)) {
                assertEquals("1008 Session active elsewhere", first.awaitClose());
                assertTrue(
                        second.rpc("r1", "ListAccounts", "{}").path("success").asBoolean());
            }
        }
    }

    @Test
    void aSecondUserIsMadeOnceAndTradesOnAnAccountOfTheirOwn() throws Exception {
        Path data = directory.resolve("data");
        try (Product product = Product.start(data, "start", "--port", "0")) {
            String made = said(0, data, "user", "create", "alice");
            String token = made.lines()
                    .filter(line -> line.startsWith("token"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(made))
                    .split("\\s+")[1];
            String again = said(1, data, "user", "create", "alice");
            assertTrue(again.contains("./outcry token create alice"), again);
            String nobody = said(1, data, "token", "create", "bob");
            assertTrue(nobody.contains("./outcry user create bob"), nobody);

            JsonNode accounts = product.withToken(token).get("/v1/api/accounts").path("accounts");
            assertEquals(1, accounts.size());
            assertEquals("Sim-alice", accounts.get(0).path("name").asText());
        }
    }

    private static String said(int exit, Path data, String... words) throws Exception {
        Product tool = Product.launch(data, Map.of(), words);
        assertTrue(tool.process.waitFor(Product.PATIENCE.toSeconds(), TimeUnit.SECONDS), String.join(" ", words));
        assertEquals(exit, tool.process.exitValue(), tool.text());
        return tool.text();
    }

    static JsonNode row(JsonNode rows, String field, String value) {
        for (JsonNode row : rows) {
            if (row.path(field).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row with " + field + "=" + value + " in " + rows);
    }

    /** The curl as printed: it may span lines that end with a backslash. */
    private static String printedCurl(String text) {
        List<String> lines = text.lines().toList();
        StringBuilder command = new StringBuilder();
        for (String line : lines) {
            if (command.isEmpty()
                    ? line.strip().startsWith("curl ")
                    : command.toString().endsWith("\\\n")) {
                command.append(line.strip()).append('\n');
            }
        }
        assertFalse(command.isEmpty(), "no curl printed:\n" + text);
        return command.toString();
    }
}
