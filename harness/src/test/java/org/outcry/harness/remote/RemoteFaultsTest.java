package org.outcry.harness.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.outcry.harness.remote.NearDesk.Reply;

/** Answers that are none, or come where none was expected: connecting goes on, or waits, and nothing is taken for what it is not. */
class RemoteFaultsTest extends AgainstScript {
    private static final String ACCOUNT = "DEMO700123";
    private static final String LIMIT =
            "{'instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':6500.25,'timeInForce':'DAY'}";

    private static final String NASDAQ = "{'id':99999,'name':'" + ScriptedRemote.name("NQ") + "'}";

    private void begin() throws Exception {
        near = new NearDesk(far.rest(), ACCOUNT, directory);
    }

    private void connect() throws Exception {
        begin();
        near.connected();
    }

    private List<JsonNode> sent(String endpoint, int count) {
        NearDesk.await(() -> far.asked(endpoint).size() >= count);
        return far.asked(endpoint);
    }

    @Test
    void tooManyRequestsWhileConnectingAreNotMadeMore() throws Exception {
        far.will("user/syncrequest", 429, "");
        begin();
        NearDesk.await(() -> near.news.toString().contains("hour"));
        NearDesk.await(() -> near.news.toString().contains("lost"));
        Thread.sleep(1_000); // three times as long as the longest pause before dialling: there is no event of silence
        assertTrue(far.asked("authorize").size() <= 2, far.asked::toString); // prices may have been on their way
        assertEquals(1, far.asked("user/syncrequest").size());
        assertTrue(near.environment.problem().orElse("").contains("hour"));
    }

    @Test
    void aTicketOnTheStateGoesAlongOverAReconnection() throws Exception {
        far.will("user/syncrequest", 200, "{'p-ticket':'8f2c','p-time':1,'p-captcha':false}");
        begin();
        NearDesk.await(() -> near.news.toString().contains("penalty"));
        far.cut();
        near.connected();
        assertEquals("8f2c", sent("user/syncrequest", 2).get(1).path("p-ticket").asText());
    }

    /** Each sign-in is a session, and a third one closes the first. */
    @Test
    void aServerThatIsBusyIsNotSignedInToAgain() throws Exception {
        far.will("authorize", 503, "");
        far.will("authorize", 500, "");
        connect();
        assertEquals(1, far.signIns.get());
    }

    /** Its token is good for nothing any more, however long it would last. */
    @Test
    void aDisplacedSessionIsSignedInToAgain() throws Exception {
        far.will("user/syncrequest", 408, "");
        connect();
        assertEquals(2, far.signIns.get());
    }

    @Test
    void aStateThatIsNotToldIsAskedForAgain() throws Exception {
        far.will("user/syncrequest", 0, "");
        near = NearDesk.impatient(far.rest(), ACCOUNT, directory).connected();
        assertTrue(far.asked("user/syncrequest").size() >= 2);
    }

    @Test
    void aContractIsAskedForUntilItIsTold() throws Exception {
        connect();
        far.will("contract/item", 503, "");
        far.will("contract/item", 200, NASDAQ);
        far.tell("position", "{'id':78,'accountId':700123,'contractId':99999,'netPos':3,'netPrice':21000}");
        NearDesk.await(() ->
                near.call("ListPositions", "{}").ok().json().path("positions").size() == 1);
    }

    @Test
    void anOrderThatIsGoneIsAskedForUntilItIsTold() throws Exception {
        connect();
        far.tellOrder(500, "theirs");
        NearDesk.await(
                () -> near.call("ListOrders", "{}").ok().json().path("orders").size() == 1);
        String order = near.call("ListOrders", "{}")
                .json()
                .path("orders")
                .path(0)
                .path("orderId")
                .asText();
        far.will("order/item", 503, "");
        far.cut();
        NearDesk.await(() -> near.state(order).equals("Cancelled"));
        assertEquals(2, far.asked("order/item").size());
    }

    /** Quotes name contracts by ids of theirs: a subscription before the id is known would never be heard. */
    @Test
    void aContractIsFoundBeforeItIsSubscribedTo() throws Exception {
        connect();
        far.will("contract/find", 503, "");
        far.will("contract/find", 200, NASDAQ);
        near.start("GetQuote", "{'instrument':'NQ'}");
        sent("md/subscribeQuote", 1);
        assertEquals(2, far.asked("contract/find").size());
    }

    @Test
    void aChartThatDoesNotEndIsGivenBack() throws Exception {
        near = NearDesk.impatient(far.rest(), ACCOUNT, directory).connected();
        far.will("md/getChart", 200, "{'historicalId':31,'realtimeId':32}");
        near.start("GetBars", "{'instrument':'ES','periodType':'minute','period':1,'limit':10}");
        assertEquals(
                32, sent("md/cancelChart", 1).getFirst().path("subscriptionId").asInt());
    }

    @Test
    void aLiquidationThatIsNotFoundGoesWithoutItsMark() throws Exception {
        connect();
        far.tellPosition(2);
        NearDesk.await(() -> near.net() == 2);
        far.will("order/liquidateposition", 404, "\"Not found\"");
        far.will("order/liquidateposition", 200, "{'orderId':700}");
        near.start("Flatten", "{}");
        List<JsonNode> sent = sent("order/liquidateposition", 2);
        assertTrue(sent.get(0).has("customTag50"));
        assertFalse(sent.get(1).has("customTag50"));
        assertEquals(sent.get(0).path("contractId"), sent.get(1).path("contractId"));
    }

    @Test
    void anAnswerWithoutAnOrderIsNoAcceptance() throws Exception {
        connect();
        far.will("order/placeorder", 200, "{}");
        Reply unknown = near.call("PlaceOrder", LIMIT);
        assertEquals("outcome_unknown", unknown.text("error"), unknown.json()::toString);
        far.will("order/placeorder", 200, "{'orderId':500,'failureReason':'TradingLocked','failureText':'no'}");
        Reply refused = near.call("PlaceOrder", LIMIT);
        assertEquals("order_rejected", refused.text("error"), refused.json()::toString);
        far.will("order/placeorder", 200, "{'orderId':510,'failureReason':'Success'}");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", LIMIT);
        far.tellOrder(
                510, sent("order/placeorder", 3).get(2).path("customTag50").asText());
        NearDesk.get(placed).ok();
    }

    @Test
    void whoWaitsWhenTheDeskClosesIsAnswered() throws Exception {
        connect();
        far.will("order/placeorder", 0, "");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", LIMIT);
        sent("order/placeorder", 1);
        near.environment.close();
        Reply unknown = NearDesk.get(placed);
        assertEquals("outcome_unknown", unknown.text("error"), unknown.json()::toString);
        assertEquals(1, far.asked("order/placeorder").size());
    }
}
