package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/**
 * Tradovate reference, sections 21 and 22: what the parsers of public clients need from a server, a test for each row, named by it.
 * The table of rows is docs/protocol/tradovate-clients.md.
 */
@ExtendWith(TradovateServer.Shared.class)
class ClientNeedsTest {
    /** Kinds of rows that the published documents name. */
    private static final Set<String> ENTITIES = Set.of(
            "user",
            "userProperty",
            "property",
            "account",
            "accountRiskStatus",
            "marginSnapshot",
            "userAccountAutoLiq",
            "cashBalance",
            "currency",
            "position",
            "fillPair",
            "order",
            "contract",
            "contractMaturity",
            "product",
            "exchange",
            "spreadDefinition",
            "command",
            "commandReport",
            "executionReport",
            "orderVersion",
            "fill",
            "fillFee",
            "orderStrategy",
            "orderStrategyLink",
            "userPlugin",
            "annualReview",
            "userReadStatus",
            "userPromoCode",
            "contractGroup",
            "orderStrategyType",
            "userSessionStats",
            "userDevice",
            "cashBalanceLog",
            "alert",
            "alertSignal",
            "chat",
            "chatMessage",
            "adminAlertSignal",
            "userAccountPositionLimit",
            "userAccountRiskParameter",
            "permissionedAccountAutoLiq",
            "tradingPermission",
            "userSession");

    private final TradovateServer server;

    ClientNeedsTest(TradovateServer server) {
        this.server = server;
    }

    /** Row a (numberjuani): one message a frame, no blanks around the brackets; and row c (AnthonyHewins): no event unknown to it. */
    @Test
    void rowsAAndCOneKnownMessageInEachFrame() throws Exception {
        Pattern frame = Pattern.compile("a\\[\\{\"(s|e)\":.*\\}\\]");
        List<String> frames = new ArrayList<>();
        long account = server.account();
        try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
            assertEquals("o", socket.anyFrame());
            socket.send("authorize\n1\n\n" + server.token);
            socket.send(
                    "user/syncrequest\n2\n\n{\"accounts\":[" + account + "],\"splitResponses\":true,\"entityTypes\":"
                            + "[\"order\",\"command\",\"fill\",\"position\",\"cashBalance\"]}");
            socket.send("order/placeorder\n3\n\n{\"accountId\":" + account + ",\"symbol\":\"" + server.front("MES")
                    + "\",\"action\":\"Buy\",\"orderQty\":1,\"orderType\":\"Market\"}");
            String last = "";
            while (!last.contains("\"entityType\":\"cashBalance\"")) {
                last = socket.frame();
                frames.add(last);
            }
        }
        try (TradovateSocket socket = server.socket("md")) {
            String symbol = server.front("MES");
            socket.send("md/subscribeQuote\n4\n\n{\"symbol\":\"" + symbol + "\"}");
            socket.send("md/subscribeDOM\n5\n\n{\"symbol\":\"" + symbol + "\"}");
            socket.send("md/getChart\n6\n\n{\"symbol\":\"" + symbol
                    + "\",\"chartDescription\":{\"underlyingType\":\"MinuteBar\",\"elementSize\":1,\"elementSizeUnit\":"
                    + "\"UnderlyingUnits\"},\"timeRange\":{\"asMuchAsElements\":10}}");
            while (frames.stream().noneMatch(one -> one.contains("\"doms\""))
                    || frames.stream().noneMatch(one -> one.contains("\"eoh\""))) {
                frames.add(socket.frame());
            }
        }
        Set<String> kinds = new TreeSet<>();
        for (String one : frames) {
            assertTrue(frame.matcher(one).matches(), one);
            JsonNode messages = Product.JSON.readTree(one.substring(1));
            assertEquals(1, messages.size(), one);
            // As that client reads it: two characters off in front, one behind.
            assertEquals(messages.get(0), Product.JSON.readTree(one.substring(2, one.length() - 1)));
            if (messages.get(0).has("e")) {
                kinds.add(messages.get(0).path("e").asText());
            }
        }
        assertTrue(kinds.containsAll(Set.of("props", "md", "chart")), kinds::toString);
        assertTrue(Set.of("props", "md", "chart", "clock", "shutdown").containsAll(kinds), kinds::toString);
    }

    /** Row b (AnthonyHewins): {@code o} comes first on every domain, though a client has spoken before it. */
    @Test
    void rowBTheOpenFrameComesFirst() throws Exception {
        for (String domain : new String[] {"demo", "live", "md", "replay"}) {
            try (TradovateSocket socket = TradovateSocket.open(server.domain(domain))) {
                socket.send("authorize\n1\n\n" + server.token);
                assertEquals("o", socket.anyFrame(), domain);
            }
        }
    }

    /** Row d (AnthonyHewins): what is said behind a status other than 200 is a JSON text. */
    @Test
    void rowDRefusalsCarryAText() throws Exception {
        try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
            assertEquals("o", socket.frame());
            refused(401, socket.ask("account/list", "", ""));
            refused(401, socket.ask("authorize", "", "no token"));
            socket.call("authorize", server.token);
            refused(404, socket.ask("order/item", "id=1", ""));
            refused(404, socket.ask("contract/find", "name=NOPE", ""));
            refused(404, socket.ask("no/such", "", ""));
            refused(401, socket.ask("user/syncrequest", "", "{'users':[1]}"));
            refused(404, socket.ask("account/item", "", "{'id':1}"));
        }
        try (TradovateSocket socket = server.socket("md")) {
            refused(404, socket.ask("account/list", "", ""));
        }
    }

    private static void refused(int status, JsonNode answer) {
        assertEquals(status, answer.path("s").asInt(), answer::toString);
        assertTrue(answer.path("d").isTextual(), answer::toString);
    }

    /** Row e (AnthonyHewins, JavaScript samples): heartbeats come regularly, since some clients only answer them. */
    @Test
    void rowEHeartbeatsComeByThemselves() throws Exception {
        try (TradovateSocket socket = server.socket("demo")) {
            assertEquals("h", socket.anyFrame());
            assertEquals("h", socket.anyFrame());
            socket.send("[]");
            assertTrue(socket.get("account/list", "").isArray());
        }
    }

    /** Row f (AnthonyHewins): no kind of row and no reason that its enumerations do not have. */
    @Test
    void rowFOnlyPublishedKindsAndReasons() throws Exception {
        long account = server.account();
        try (TradovateSocket socket = server.socket("demo")) {
            long user = server.demo("account/item?id=" + account).path("userId").asLong();
            socket.call("user/syncrequest", "{'users':[" + user + "]}");
            Trader trader = new Trader(server, socket, account, server.front("MES"), Product.JSON.nullNode());
            BigDecimal price = trader.away(-25);
            SequenceFStrategyTest.start(trader, price);
            trader.place("Buy", 1, "Market", "");
            trader.place("Buy", 60_000, "Limit", ",'price':" + price);
            server.demo("user/opendemoaccount", "{}");
            server.demo("alert/createalert", "{'expression':'" + trader.symbol() + ".last > 1','message':'up'}");
            socket.skipTo(change -> change.path("entityType").asText().equals("alert"));
            socket.drained();
            Set<String> kinds = new TreeSet<>();
            Set<String> reasons = new TreeSet<>();
            for (JsonNode message : socket.messages()) {
                if (message.has("e")) {
                    kinds.add(message.at("/d/entityType").asText());
                    if (message.at("/d/entity").has("rejectReason")) {
                        reasons.add(message.at("/d/entity/rejectReason").asText());
                    }
                }
            }
            assertTrue(ENTITIES.containsAll(kinds), kinds::toString);
            assertEquals(Set.of("MaxOrderQtyLimitReached"), reasons);
        }
    }

    /** Row g (TradeWithIt): every packet of bars has its trade date and its bars. */
    @Test
    void rowGChartPacketsHaveTheirDateAndBars() throws Exception {
        try (TradovateSocket socket = server.socket("md")) {
            JsonNode chart = socket.call(
                    "md/getChart",
                    "{'symbol':'" + server.front("MES")
                            + "','chartDescription':{'underlyingType':'MinuteBar','elementSize':1,'elementSizeUnit':'UnderlyingUnits'},"
                            + "'timeRange':{'asMuchAsElements':1200}}");
            boolean ended = false;
            while (!ended) {
                JsonNode packet =
                        socket.event("chart", _ -> true).path("charts").get(0);
                boolean isEnd = packet.path("eoh").asBoolean();
                ended |= isEnd;
                assertEquals(chart.path("historicalId"), packet.path("id"));
                assertTrue(
                        isEnd
                                || (packet.path("td").isInt()
                                        && packet.path("bars").isArray()),
                        packet::toString);
            }
        }
    }

    /** Rows h and k (TradovatePy, official samples): the token reply; its second token is good on md. */
    @Test
    void rowsHAndKTheTokenReply() throws Exception {
        String password = TradovateServer.printed(server.product, "password");
        JsonNode reply = Product.JSON.readTree(TradovateServer.send(
                        server.domain("demo") + "/v1/auth/accesstokenrequest",
                        "",
                        "{\"name\":\"trader\",\"password\":\"" + password + "\",\"appId\":\"\",\"cid\":0}")
                .body());
        String expires = reply.path("expirationTime").asText();
        assertTrue(expires.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), expires);
        // As that client reads it: without the last eight characters it is a time to the minute and a colon less.
        assertTrue(expires.substring(0, expires.length() - 8).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d"), expires);
        assertTrue(Instant.parse(expires).isAfter(Instant.now().plus(60, ChronoUnit.MINUTES)), expires);
        String marketToken = reply.path("mdAccessToken").asText();
        assertFalse(marketToken.isEmpty(), reply::toString);
        try (TradovateSocket socket = TradovateSocket.open(server.domain("md"))) {
            assertEquals("o", socket.frame());
            socket.send("authorize\n1\n\n" + marketToken);
            assertEquals("a[{\"s\":200,\"i\":1}]", socket.frame());
            socket.call("md/subscribeQuote", "{'symbol':'@MES'}");
            socket.event("md", d -> d.has("quotes"));
        }
    }

    /** Row i (example-api-trading-strategy): the first data frame answers the authorisation, whatever is sent behind it. */
    @Test
    void rowITheFirstDataFrameAnswersTheAuthorisation() throws Exception {
        try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
            socket.send("authorize\n0\n\n" + server.token);
            socket.send("user/syncrequest\n1\n\n{}");
            assertEquals("o", socket.anyFrame());
            assertEquals("a[{\"s\":200,\"i\":0}]", socket.frame());
        }
    }

    /** Row j (replay clients): the clock's value is a text. */
    @Test
    void rowJTheClockIsAText() throws Exception {
        try (TradovateSocket socket = server.socket("replay")) {
            String day = Instant.now()
                    .minus(1, ChronoUnit.DAYS)
                    .truncatedTo(ChronoUnit.HOURS)
                    .toString();
            JsonNode begun = socket.call(
                    "replay/initializeclock", "{'startTimestamp':'" + day + "','speed':100,'initialBalance':50000}");
            assertTrue(begun.path("ok").asBoolean(), begun::toString);
            JsonNode clock = socket.event("clock", _ -> true);
            assertTrue(clock.isTextual(), clock::toString);
            JsonNode read = Product.JSON.readTree(clock.asText());
            assertTrue(read.path("t").asText().endsWith("Z"), read::toString);
            assertEquals(100, read.path("s").asInt());
        }
    }

    /** Row l (JavaScript tutorial): a flat position is told in the synchronisation, without a net price. */
    @Test
    void rowLFlatPositionsAreTold() throws Exception {
        try (Trader trader = server.trader()) {
            for (String side : new String[] {"Buy", "Sell"}) {
                long order = trader.place(side, 1, "Market", "").path("orderId").asLong();
                trader.socket().skipToOrder(order, "Filled");
            }
            try (TradovateSocket socket = server.socket("demo")) {
                JsonNode positions = socket.call("user/syncrequest", "{'accounts':[" + trader.account() + "]}")
                        .path("positions");
                assertEquals(1, positions.size());
                assertEquals(0, positions.get(0).path("netPos").asInt());
                assertFalse(positions.get(0).has("netPrice"), positions::toString);
            }
        }
    }

    /**
     * Row m (example-api-csharp-trading): after a synchronisation that client answers reads of the library from its cache, so
     * everything that a row refers to is in it.
     */
    @Test
    void rowMTheSynchronisationIsComplete() throws Exception {
        try (Trader trader = server.trader()) {
            long order = trader.place("Buy", 1, "Market", "").path("orderId").asLong();
            trader.socket().skipToOrder(order, "Filled");
            try (TradovateSocket socket = server.socket("demo")) {
                JsonNode state = socket.call("user/syncrequest", "{'accounts':[" + trader.account() + "]}");
                for (String array : WorkedSessionTest.ARRAYS) {
                    assertTrue(state.path(array).isArray(), array);
                }
                for (String whole : new String[] {"currency/list", "exchange/list", "contractGroup/list"}) {
                    String array =
                            whole.equals("currency/list") ? "currencies" : whole.substring(0, whole.indexOf('/')) + "s";
                    assertEquals(ids(socket.get(whole, "")), ids(state.path(array)), array);
                }
                refers(state, "orders", "contractId", "contracts");
                refers(state, "contracts", "contractMaturityId", "contractMaturities");
                refers(state, "contractMaturities", "productId", "products");
                refers(state, "products", "exchangeId", "exchanges");
                refers(state, "products", "currencyId", "currencies");
                refers(state, "products", "contractGroupId", "contractGroups");
                refers(state, "fills", "orderId", "orders");
                refers(state, "commands", "orderId", "orders");
                refers(state, "orderVersions", "orderId", "orders");
                refers(state, "commandReports", "commandId", "commands");
                refers(state, "executionReports", "commandId", "commands");
                assertEquals(ids(state.path("fills")), ids(state.path("fillFees")));
                assertTrue(ids(state.path("accounts")).contains(trader.account()));
                for (String own : new String[] {"marginSnapshots", "cashBalances", "accountRiskStatuses"}) {
                    assertTrue(ids(state.path(own)).contains(trader.account()), own);
                }
            }
        }
    }

    private static Set<Long> ids(JsonNode rows) {
        Set<Long> ids = new TreeSet<>();
        rows.forEach(row -> ids.add(row.path("id").asLong()));
        return ids;
    }

    private static void refers(JsonNode state, String from, String member, String to) {
        assertFalse(state.path(from).isEmpty(), from);
        Set<Long> known = ids(state.path(to));
        for (JsonNode row : state.path(from)) {
            assertTrue(known.contains(row.path(member).asLong()), () -> from + " " + row + " refers to no " + to);
        }
    }

    /** Row n (example-api-trading-strategy): accounts alone in the request; its account and its changes come, and no other's. */
    @Test
    void rowNASynchronisationOfAccountsAlone() throws Exception {
        try (Trader trader = server.trader();
                Trader other = server.trader()) {
            assertEquals(1, trader.state().path("accounts").size());
            assertTrue(trader.state().path("users").isArray());
            other.place("Buy", 1, "Limit", ",'price':" + other.away(-25));
            long order = trader.place("Buy", 1, "Limit", ",'price':" + trader.away(-25))
                    .path("orderId")
                    .asLong();
            trader.socket().awaitWorking(order);
            for (JsonNode change : trader.socket().drained()) {
                if (change.path("entityType").asText().equals("order")) {
                    assertEquals(
                            trader.account(), change.at("/entity/accountId").asLong(), change::toString);
                }
            }
        }
    }

    /** Section 22, arlenner and the official samples: authorised before {@code o} was read, several requests behind it. */
    @Test
    void clientsThatSpeakFirstAreUnderstood() throws Exception {
        try (TradovateSocket socket = TradovateSocket.open(server.domain("demo"))) {
            socket.send("authorize\n1\n\n" + server.token);
            socket.send("account/list\n2");
            socket.send("contract/find\n3\nname=" + server.front("MES"));
            assertEquals("o", socket.frame());
            assertEquals(200, socket.answer(1).path("s").asInt());
            assertTrue(socket.answer(2).path("d").isArray());
            assertEquals(server.front("MES"), socket.answer(3).at("/d/name").asText());
        }
    }

    /** Section 22, alexanimal and dearvn: tokens are renewed by POST and by GET, and the new one is good at once. */
    @Test
    void tokensAreRenewedByEitherMethod() throws Exception {
        for (String body : new String[] {"", "{}"}) {
            JsonNode renewed = server.demo("auth/renewaccesstoken", body);
            assertTrue(renewed.has("accessToken"), renewed::toString);
            assertEquals(
                    200,
                    TradovateServer.send(
                                    server.domain("demo") + "/v1/auth/me",
                                    renewed.path("accessToken").asText(),
                                    "")
                            .statusCode());
        }
    }
}
