package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 21: what real clients send, row by row, against the real brokerage. */
@ExtendWith(TradovateServer.Shared.class)
class LenienceTest {
    private final TradovateServer server;

    LenienceTest(TradovateServer server) {
        this.server = server;
    }

    /** Row 1: a token as a JSON text, with escaped slashes, with a line feed behind. */
    @Test
    void row1TokensInManyDresses() throws Exception {
        String escaped = server.token.replace("/", "\\/");
        for (String token : List.of("\"" + escaped + "\"", server.token + "\n", "\"" + server.token + "\"\n")) {
            try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
                assertEquals("o", socket.frame());
                socket.send("authorize\n1\n\n" + token);
                assertEquals("a[{\"s\":200,\"i\":1}]", socket.frame());
            }
        }
    }

    /** Rows 2 to 6: literal undefined, bodies over many lines, frames of two and three lines, an empty line more, odd ids. */
    @Test
    void rows2To6FramesOfEveryShape() throws Exception {
        try (TradovateSocket socket = server.socket("demo")) {
            String symbol = server.front("MES");
            socket.send("account/list\n7\nundefined\nundefined");
            assertTrue(socket.answer(7).path("d").isArray());
            socket.send("contract/rollcontract\n8\n\n{\n  \"name\": \"" + symbol + "\",\r\n  \"forward\": true\n}\n");
            assertTrue(socket.answer(8).at("/d/contract/id").asLong() > 0);
            socket.send("account/list\n9");
            assertTrue(socket.answer(9).path("d").isArray());
            socket.send("contract/find\n10\nname=" + symbol);
            assertEquals(symbol, socket.answer(10).at("/d/name").asText());
            socket.send("contract/rollcontract\n11\n\n\n{\"name\":\"" + symbol + "\",\"forward\":true}");
            assertTrue(socket.answer(11).at("/d/contract/id").asLong() > 0);
            socket.send("account/list\n1795266000");
            assertEquals(200, socket.answer(1_795_266_000).path("s").asInt());
            int before = socket.messages().size();
            socket.send("account/list\n0");
            socket.send("account/list\n0");
            socket.get("account/list", "");
            long zeros = socket.messages().subList(before, socket.messages().size()).stream()
                    .filter(message -> message.has("s") && message.path("i").asInt() == 0)
                    .count();
            assertEquals(2, zeros);
        }
    }

    /** Row 7: sent before the open frame was read, with requests behind. Row 8: a token request on the socket, with a bare text. */
    @Test
    void rows7And8SpeakingEarlyAndTwice() throws Exception {
        try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
            socket.send("authorize\n1\n\n" + server.token);
            socket.send("account/list\n2\n\n");
            assertEquals("o", socket.anyFrame());
            assertEquals(200, socket.answer(1).path("s").asInt());
            assertEquals(200, socket.answer(2).path("s").asInt());
            socket.send("auth/accessTokenRequest\n3\n\n\"" + server.token + "\"");
            JsonNode answer = socket.answer(3);
            assertTrue(answer.path("s").asInt() == 200 || answer.path("d").isTextual(), answer::toString);
            // Whatever came of it, there is no second open frame and the socket goes on.
            assertTrue(socket.get("account/list", "").isArray());
        }
    }

    /** Rows 9 and 10: the other method, no content type, a body behind a GET; any case, a slash or an empty query behind. */
    @Test
    void rows9And10MethodsAndPathsDoNotMatter() throws Exception {
        String symbol = server.front("MES");
        assertTrue(server.demo("account/list", "{}").isArray());
        assertTrue(server.demo("ACCOUNT/List?").isArray());
        assertEquals(
                symbol,
                server.demo("contract/find/?name=" + symbol).path("name").asText());
        JsonNode rolled = server.demo("contract/rollContract", "{'name':'" + symbol + "','forward':true}");
        assertTrue(rolled.has("contract"), rolled::toString);
    }

    /** Row 11: numbers as texts and texts as numbers, fields empty or absent. */
    @Test
    void row11KeyFieldsOfEveryKind() throws Exception {
        String password = TradovateServer.printed(server.product, "password");
        for (String more : List.of("", ",\"cid\":8,\"sec\":\"\"", ",\"cid\":\"8\",\"deviceId\":\"\",\"sec\":\"x\"")) {
            String reply = TradovateServer.send(
                            server.domain("demo") + "/v1/auth/accesstokenrequest",
                            "",
                            "{\"name\":\"trader\",\"password\":\"" + password + "\"" + more + "}")
                    .body();
            assertTrue(Product.JSON.readTree(reply).has("accessToken"), reply);
        }
    }

    /** Rows 12, 13 and 16: zeros and empty texts, nulls, members nobody knows. */
    @Test
    void rows12And13And16ZerosNullsAndStrangers() throws Exception {
        try (Trader trader = server.trader()) {
            long order = trader.place(
                            "Buy",
                            1,
                            "Limit",
                            ",'price':" + trader.away(-25)
                                    + ",'stopPrice':0,'maxShow':0,'pegDifference':0.0,'clOrdId':'','accountSpec':'',"
                                    + "'expireTime':'0001-01-01T00:00:00Z','accountName':'x','orderStrategyId':7,'text':null")
                    .path("orderId")
                    .asLong();
            trader.socket().awaitWorking(order);
            JsonNode version = trader.socket().get("orderVersion/item", "id=" + order);
            for (String absent : List.of("stopPrice", "maxShow", "pegDifference", "expireTime", "text")) {
                assertTrue(!version.has(absent), version::toString);
            }
            JsonNode placed = trader.socket()
                    .call(
                            "order/placeoso",
                            "{" + trader.order("Buy", 1, "Limit") + ",'price':" + trader.away(-25)
                                    + ",'bracket1':{'action':'Sell','orderType':'Limit','price':" + trader.away(25)
                                    + "},'bracket2':null}");
            assertTrue(placed.has("oso1Id") && !placed.has("oso2Id"), placed::toString);
        }
    }

    /** Rows 14, 15 and 18: a contract by its id as a text, by its bare name, in lower case. */
    @Test
    void rows14And15And18SymbolsInEveryForm() throws Exception {
        String symbol = server.front("MES");
        String id = server.demo("contract/find?name=" + symbol).path("id").asText();
        for (String body : List.of(
                "{\"symbol\":\"" + id + "\"}",
                "{\"symbol\":" + id + "}",
                symbol,
                symbol.toLowerCase(java.util.Locale.ROOT),
                "{\"symbol\":\"@MES\"}")) {
            try (TradovateSocket socket = server.socket("md")) {
                socket.send("md/subscribeQuote\n5\n\n" + body);
                assertEquals(200, socket.answer(5).path("s").asInt(), body);
                assertEquals(
                        id,
                        socket.event("md", d -> d.has("quotes"))
                                .at("/quotes/0/contractId")
                                .asText(),
                        body);
            }
        }
        try (Trader trader = server.trader()) {
            JsonNode placed = trader.socket()
                    .call(
                            "order/placeorder",
                            ("{" + trader.order("Buy", 1, "Limit") + ",'price':" + trader.away(-25) + "}")
                                    .replace(symbol, symbol.toLowerCase(java.util.Locale.ROOT)));
            assertTrue(placed.has("orderId"), placed::toString);
        }
    }

    /** Row 17: times without seconds, with offsets, as epoch milliseconds. */
    @Test
    void row17TimesInEveryForm() throws Exception {
        Instant later = Instant.now().plusSeconds(86_400);
        String minutes = later.toString().substring(0, 16);
        try (Trader trader = server.trader()) {
            for (String time : List.of(
                    "'" + minutes + "Z'", "'" + minutes + ":30+02:00'", "'" + later + "'", "" + later.toEpochMilli())) {
                JsonNode placed = trader.place(
                        "Buy",
                        1,
                        "Limit",
                        ",'timeInForce':'GTD','expireTime':" + time + ",'price':" + trader.away(-25));
                assertTrue(placed.has("orderId"), () -> time + ": " + placed);
            }
        }
    }

    /** Row 19: of an account's id and another's name the id counts. */
    @Test
    void row19TheIdOfAnAccountCounts() throws Exception {
        try (Trader trader = server.trader()) {
            long order = trader.place("Buy", 1, "Limit", ",'accountSpec':'Sim101','price':" + trader.away(-25))
                    .path("orderId")
                    .asLong();
            assertEquals(
                    trader.account(),
                    trader.socket()
                            .get("order/item", "id=" + order)
                            .path("accountId")
                            .asLong());
        }
    }
}
