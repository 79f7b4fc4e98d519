package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.link.DeskRequest;

/** REST, clause by clause: authentication, routes, arguments, envelope, unknown paths and methods. */
class RestConversationTest {
    private static TestGateway gateway;
    private static FakeDesk desk;

    @BeforeAll
    static void start() {
        gateway = TestGateway.open();
        desk = new FakeDesk();
        gateway.server.attach(desk);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        desk.requests.clear();
    }

    @Test
    void handsTheDesksBytesBackUntouched() {
        desk.answer("ListAccounts", 200, "{ \"accounts\" : [ ], \"price\":1.2500 ,\"success\":true}");
        HttpResponse<String> reply = gateway.get("/v1/api/accounts");
        assertEquals(200, reply.statusCode());
        assertEquals("{ \"accounts\" : [ ], \"price\":1.2500 ,\"success\":true}", reply.body());
        assertEquals(
                "application/json", reply.headers().firstValue("content-type").orElseThrow());
        assertEquals("180", reply.headers().firstValue("x-ratelimit-limit").orElseThrow());
        assertTrue(reply.headers().firstValue("x-ratelimit-remaining").isPresent());
        assertTrue(reply.headers().firstValue("x-ratelimit-reset").isPresent());
    }

    @Test
    void handsTheDesksStatusBack() {
        desk.answer("GetOrder", 409, "{\"success\":false,\"error\":\"duplicate_order_id\",\"detail\":\"x\"}");
        assertEquals(409, gateway.get("/v1/api/accounts/Sim101/orders/abc").statusCode());
    }

    @Test
    void withoutAValidTokenAnswers401() {
        for (String bearer : new String[] {"", "wrong", gateway.token + "x", gateway.token.substring(1)}) {
            HttpResponse<String> reply = gateway.send("GET", "/v1/api/accounts", "", bearer);
            assertEquals(401, reply.statusCode());
            assertEquals(
                    "Bearer", reply.headers().firstValue("www-authenticate").orElseThrow());
            assertEquals(
                    TestGateway.json("{\"success\":false,\"error\":\"invalid_bearer\","
                            + "\"detail\":\"Missing or invalid bearer token\"}"),
                    TestGateway.json(reply.body()));
        }
        assertEquals(
                401,
                gateway.send("GET", "/v1/api/accounts?token=" + gateway.token, "", "")
                        .statusCode());
        assertEquals(0, desk.requests.size());
    }

    @Test
    void schemeIsReadWithoutRegardToCase() {
        TestHttp http = TestHttp.to(gateway.port());
        assertEquals(
                200,
                http.exchange("GET /v1/api/accounts HTTP/1.1\r\nHost: localhost\r\nAuthorization: bEaReR "
                                + gateway.token + "\r\n\r\n")
                        .status());
    }

    @Test
    void putsPathQueryAndBodyIntoOneFlatObject() {
        gateway.post(
                "/v1/api/accounts/My%20Acc%21/orders/place",
                "{\"account\":\"other\",\"instrument\":\"MNQ 12-26\",\"action\":\"Buy\",\"quantity\":\"2\",\"orderType\":\"Limit\","
                        + "\"timeInForce\":\"Gtc\",\"limitPrice\":24810.250,\"ocoId\":null,\"extra\":{\"a\":[1]}}");
        DeskRequest asked = desk.asked("PlaceOrder").getFirst();
        assertEquals("trader", asked.user());
        assertEquals(
                "{\"account\":\"My Acc!\",\"instrument\":\"MNQ 12-26\",\"action\":\"Buy\",\"quantity\":2,\"orderType\":\"Limit\","
                        + "\"timeInForce\":\"Gtc\",\"limitPrice\":24810.250,\"extra\":{\"a\":[1]}}",
                asked.args().toString());
        gateway.get("/v1/api/accounts/Sim101/orders?activeOnly=TRUE&instrument=ES+12-26&unknown=1&x");
        assertEquals(
                "{\"activeOnly\":true,\"instrument\":\"ES 12-26\",\"account\":\"Sim101\"}",
                desk.asked("ListOrders").getFirst().args().toString());
    }

    /** Names hold blanks, colons and exclamation marks; what a name meant is asked for in the query or the body. */
    @Test
    void instrumentsGoByAnyNameAndCanBeAskedWhatTheyMeant() {
        gateway.get("/v1/api/instruments?exchange=CME&productGroup=equity%20index&text=e-mini");
        assertEquals(
                "{\"exchange\":\"CME\",\"productGroup\":\"equity index\",\"text\":\"e-mini\"}",
                desk.asked("ListInstruments").getFirst().args().toString());
        for (String name : new String[] {"ES1!", "ES%2012-26", "CME_MINI:ES1%21"}) {
            assertEquals(200, gateway.get("/v1/api/instruments/" + name).statusCode(), name);
        }
        assertEquals(
                "[\"ES1!\", \"ES 12-26\", \"CME_MINI:ES1!\"]",
                desk.asked("GetInstrument").stream()
                        .map(asked -> asked.args().path("name").toString())
                        .toList()
                        .toString());
        gateway.get("/v1/api/accounts/Sim101/position?instrument=ES&explain=true");
        gateway.post("/v1/api/market/bars", "{\"instrument\":\"ES\",\"explain\":1}");
        assertEquals(
                "true",
                desk.asked("GetPosition").getFirst().args().path("explain").toString());
        assertEquals(
                "true", desk.asked("GetBars").getFirst().args().path("explain").toString());
        assertEquals(
                400,
                gateway.get("/v1/api/market/quote?instrument=ES&explain=perhaps")
                        .statusCode());
    }

    @Test
    void tradesCarryAKeyOfTheirOwnAndReadsNone() {
        for (int i = 0; i < 2; i++) {
            gateway.post("/v1/api/accounts/Sim101/orders/abc/cancel", "{}");
        }
        DeskRequest first = desk.asked("Cancel").get(0);
        DeskRequest second = desk.asked("Cancel").get(1);
        assertNotEquals(0, first.keyLow());
        assertNotEquals(first.keyHigh(), second.keyHigh());
        gateway.get("/v1/api/accounts/Sim101/orders/abc");
        assertEquals(
                0,
                desk.asked("GetOrder").getFirst().keyHigh()
                        | desk.asked("GetOrder").getFirst().keyLow());
    }

    @Test
    void aliasRoutesReachTheSameOperation() {
        assertEquals(
                200,
                gateway.send("DELETE", "/v1/api/accounts/A/orders/o1", "", gateway.token)
                        .statusCode());
        assertEquals(
                200,
                gateway.send("PUT", "/v1/api/accounts/A/orders/o1/change", "{\"quantity\":3}", gateway.token)
                        .statusCode());
        assertEquals(
                200,
                gateway.post("/v1/api/accounts/A/orders/o1/change", "{\"quantity\":3}")
                        .statusCode());
        assertEquals(200, gateway.get("/v1/api/accounts/A/quote?instrument=ES").statusCode());
        assertEquals(1, desk.asked("Cancel").size());
        assertEquals(2, desk.asked("Change").size());
        assertEquals(
                "{\"instrument\":\"ES\",\"account\":\"A\"}",
                desk.asked("GetQuote").getFirst().args().toString());
    }

    @Test
    void literalSegmentsGoBeforeParameters() {
        gateway.get("/v1/api/accounts/snapshot");
        gateway.get("/v1/api/accounts/snapshot2");
        assertEquals(1, desk.asked("GetAccountsSnapshot").size());
        assertEquals(1, desk.asked("GetAccount").size());
    }

    @Test
    void emptyBodyMeansAnEmptyObjectExceptWhereThatFlattensEverything() {
        assertEquals(
                200, gateway.post("/v1/api/accounts/A/positions/flatten", "").statusCode());
        HttpResponse<String> refused = gateway.post("/v1/api/positions/flatten", "");
        assertEquals(400, refused.statusCode());
        assertEquals(
                "Invalid request",
                TestGateway.json(refused.body()).path("error").textValue());
        for (String body : new String[] {"[]", "null", "\"{}\"", "{", "1", "{}{}"}) {
            assertEquals(400, gateway.post("/v1/api/positions/flatten", body).statusCode(), body);
        }
        assertEquals(0, desk.asked("FlattenEverything").size());
        assertEquals(200, gateway.post("/v1/api/positions/flatten", "{}").statusCode());
    }

    @Test
    void refusesMissingAndMistypedArgumentsByName() {
        assertDetail("instrument is required", gateway.get("/v1/api/accounts/A/position"));
        assertDetail("instrument is required", gateway.get("/v1/api/accounts/A/position?instrument="));
        assertDetail("includeFlat: true or false is expected", gateway.get("/v1/api/positions?includeFlat=perhaps"));
        assertDetail(
                "lookbackTime: an integer is expected", gateway.get("/v1/api/accounts/A/executions?lookbackTime=1.5"));
        String order =
                "{\"instrument\":\"ES\",\"action\":\"BUY\",\"orderType\":\"MARKET\",\"timeInForce\":\"DAY\",\"quantity\":";
        for (String quantity : new String[] {
            "1.5", "\"x\"", "true", "{}", "[1]", "99999999999999999999", "1e30", "\"\"", "\"99999999999999999999\""
        }) {
            assertDetail(
                    "quantity: an integer is expected",
                    gateway.post("/v1/api/accounts/A/orders/place", order + quantity + "}"));
        }
        assertDetail("quantity is required", gateway.post("/v1/api/accounts/A/orders/place", order + "null}"));
        assertEquals(
                200,
                gateway.post("/v1/api/accounts/A/orders/place", order + "2.0}").statusCode());
        assertEquals(
                "2", desk.asked("PlaceOrder").getFirst().args().path("quantity").toString());
    }

    @Test
    void theAddressesOfTheTradovateTwinAreReservedAndSaySo() {
        HttpResponse<String> refused = gateway.get("/v1/api/tv/accounts");
        assertEquals(404, refused.statusCode());
        JsonNode body = TestGateway.json(refused.body());
        assertEquals("not_found", body.path("error").textValue());
        assertTrue(body.path("detail").asText().contains("not served"), refused::body);
        assertFalse(gateway.get("/v1/api/tvs").body().contains("not served"));
    }

    @Test
    void unknownPathsAreAnsweredWithTheNearestRoute() {
        HttpResponse<String> reply = gateway.post("/v1/api/acounts/Practice7/orders/place", "{}");
        assertEquals(404, reply.statusCode());
        JsonNode body = TestGateway.json(reply.body());
        assertFalse(body.path("success").booleanValue());
        assertEquals("not_found", body.path("error").textValue());
        assertEquals(
                "No route POST /v1/api/acounts/Practice7/orders/place",
                body.path("detail").textValue());
        assertEquals(
                "POST /v1/api/accounts/{account}/orders/place",
                body.path("did_you_mean").textValue());
        assertEquals(body.path("did_you_mean"), body.path("suggestions").path(0));
        assertEquals("/v1/api/_endpoints", body.path("catalog").textValue());
        assertEquals(
                "GET /v1/api/market/quote",
                TestGateway.json(gateway.get("/v1/api/market/quotes").body())
                        .path("did_you_mean")
                        .textValue());
        assertEquals(404, gateway.send("GET", "/v1/api/nothing", "", "").statusCode());
        assertEquals(404, gateway.get("/v1/api/accounts//orders").statusCode());
        assertEquals(404, gateway.get("/v1/api/" + "x/".repeat(1500)).statusCode());
    }

    @Test
    void wrongMethodsAreAnsweredWithTheRightOnes() {
        HttpResponse<String> reply = gateway.get("/v1/api/accounts/A/orders/o1/change");
        assertEquals(405, reply.statusCode());
        assertEquals("POST, PUT", reply.headers().firstValue("allow").orElseThrow());
        JsonNode body = TestGateway.json(reply.body());
        assertEquals("method_not_allowed", body.path("error").textValue());
        assertTrue(body.path("did_you_mean").textValue().endsWith("/orders/{orderId}/change"));
    }

    @Test
    void snapshotsAreKeptForASecond() {
        desk.answer("GetAccountsSnapshot", 200, "{\"type\":\"snapshot\",\"success\":true}");
        String other = gateway.newToken("snapshots");
        long started = System.nanoTime();
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    200,
                    gateway.send("GET", "/v1/api/accounts/snapshot", "", other).statusCode());
        }
        // On a busy machine the five take longer than one second.
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
        int asked = desk.asked("GetAccountsSnapshot").size();
        assertTrue(asked >= 1 && asked <= 1 + seconds, asked + " times in " + seconds + " s");
    }

    @Test
    void largeBodiesAreRefused() {
        String large = "{\"instrument\":\"" + "x".repeat(70_000) + "\"}";
        assertEquals(413, gateway.post("/v1/api/accounts/A/orders/place", large).statusCode());
        assertEquals(200, gateway.get("/v1/api/accounts").statusCode());
    }

    private static void assertDetail(String detail, HttpResponse<String> reply) {
        assertEquals(400, reply.statusCode(), reply.body());
        assertEquals(
                TestGateway.json("{\"success\":false,\"error\":\"Invalid request\",\"detail\":\"" + detail + "\"}"),
                TestGateway.json(reply.body()));
    }

    @Test
    void watermarksAreAnsweredWithoutADesk() {
        try (TestGateway alone = TestGateway.open()) {
            String path = "/v1/api/accounts/Sim101/watermarks";
            assertEquals(
                    TestGateway.json(
                            "{\"success\":true,\"data\":{\"account\":\"Sim101\",\"watermarks\":{},\"stats\":{}}}"),
                    TestGateway.json(alone.get(path).body()));
            FakeDesk known = new FakeDesk();
            String peaks = "{\"success\":true,\"data\":{\"account\":\"Sim101\",\"watermarks\":{\"pnlhigh\":84.5}}}";
            known.answer("GetWatermarks", 200, peaks);
            AttachedDesk attached = alone.server.attach(known);
            assertEquals(peaks, alone.get(path).body());
            alone.server.detach(attached);
            assertEquals(peaks, alone.get("/v1/api/accounts/sim101/watermarks").body());
            assertEquals(408, alone.get("/v1/api/accounts/Sim101").statusCode());
            assertEquals(
                    0,
                    TestGateway.json(alone.get("/v1/api/accounts/Sim102/watermarks")
                                    .body())
                            .at("/data/watermarks")
                            .size());
        }
    }
}
