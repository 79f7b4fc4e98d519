package org.outcry.harness.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.outcry.harness.remote.NearDesk.Reply;

/** Tickets, limits, faults and late rows, against a server that answers as it is told. */
class RemotePenaltiesTest extends AgainstScript {
    private static final String LIMIT =
            "{'instrument':'ES','action':'BUY','quantity':1,'orderType':'LIMIT','limitPrice':6500.25,'timeInForce':'DAY'}";
    private static final String TICKET = "{'p-ticket':'8f2c','p-time':1,'p-captcha':false}";

    private void connect() throws Exception {
        near = new NearDesk(far.rest(), "DEMO700123", directory).connected();
    }

    private String tag(int place) {
        NearDesk.await(() -> far.asked("order/placeorder").size() > place);
        return far.asked("order/placeorder").get(place).path("customTag50").asText();
    }

    @Test
    void aTicketOnTheStateIsWaitedForAndSentBack() throws Exception {
        far.will("user/syncrequest", 200, TICKET);
        connect();
        assertEquals(2, far.asked("user/syncrequest").size());
        assertEquals(
                "8f2c", far.asked("user/syncrequest").get(1).path("p-ticket").asText());
        assertTrue(near.news.toString().contains("penalty"), near.news::toString);
    }

    @Test
    void aTicketOnAnOrderHoldsTheNextAndGoesWithIt() throws Exception {
        connect();
        far.will("order/placeorder", 200, TICKET.replace("'p-time':1", "'p-time':3"));
        Reply held = near.call("PlaceOrder", LIMIT);
        assertEquals(429, held.status(), held.json()::toString);
        Reply early = near.call("PlaceOrder", LIMIT);
        assertEquals(429, early.status());
        assertEquals(1, far.asked("order/placeorder").size(), "the second was not sent");

        Thread.sleep(3_100); // the ticket's own time
        far.will("order/placeorder", 200, "{'orderId':500}");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", LIMIT);
        far.tellOrder(500, tag(1));
        NearDesk.get(placed).ok();
        assertEquals(
                "8f2c", far.asked("order/placeorder").get(1).path("p-ticket").asText());
    }

    @Test
    void tooManyRequestsSilenceUsForAnHour() throws Exception {
        connect();
        far.will("order/placeorder", 429, "");
        assertEquals(429, near.call("PlaceOrder", LIMIT).status());
        int sent = far.asked("order/placeorder").size();
        Reply refused = near.call("PlaceOrder", LIMIT);
        assertEquals(503, refused.status());
        assertTrue(refused.text("detail").contains("hour"), refused.json()::toString);
        assertEquals(sent, far.asked("order/placeorder").size());
        near.call("ListOrders", "{}").ok();
    }

    /** A fault may have come after the deed: the command is looked for before anything is said. */
    @Test
    void aFaultIsNoAnswer() throws Exception {
        connect();
        far.will("order/placeorder", 500, "");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", LIMIT);
        far.tellOrder(500, tag(0));
        NearDesk.get(placed).ok();

        far.will("order/placeorder", 500, "");
        Reply unknown = near.call("PlaceOrder", LIMIT);
        assertEquals("outcome_unknown", unknown.text("error"));
        assertEquals(2, far.asked("order/placeorder").size());
    }

    @Test
    void riskMaySayNoAfterTheAnswer() throws Exception {
        connect();
        far.will("order/placeorder", 200, "{'orderId':500}");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", LIMIT);
        String tag = tag(0);
        far.tell("order", ScriptedRemote.order(500, "Unknown"));
        far.tell("command", ScriptedRemote.command(500, tag).replace("AtExecution", "Pending"));
        far.tell("orderVersion", ScriptedRemote.version(500));
        assertFalse(placed.isDone());
        far.tell(
                "commandReport",
                "{'id':501,'commandId':500,'commandStatus':'RiskRejected','rejectReason':'TradingLocked','text':'no'}");
        far.tell("order", ScriptedRemote.order(500, "Rejected"));
        Reply refused = NearDesk.get(placed);
        assertEquals("order_rejected", refused.text("error"));
        assertEquals("Trading is locked for the account.", refused.text("detail"));
    }

    /** What was alive before a gap and is in no picture after it is asked for by itself. */
    @Test
    void anOrderThatIsGoneIsAskedForAndEnds() throws Exception {
        connect();
        far.will("order/placeorder", 200, "{'orderId':500}");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", LIMIT);
        far.tellOrder(500, tag(0));
        String order = NearDesk.get(placed).ok().text("orderId");
        NearDesk.await(() -> near.state(order).equals("Working"));
        far.cut();
        NearDesk.await(() -> !far.asked("order/item").isEmpty());
        NearDesk.await(() -> near.state(order).equals("Cancelled"));
    }

    /** Words, rows and members that are new there end nothing here. */
    @Test
    void whatIsNewIsPassedOver() throws Exception {
        connect();
        far.tell("userDevice", "{'id':9,'deviceId':'x'}");
        far.tell("position", "{'id':77,'accountId':700123,'contractId':99999,'netPos':3}");
        far.tell("order", ScriptedRemote.order(600, "Somewhere").replace("}", ",'novelty':{'a':[1]}}"));
        far.tell("command", ScriptedRemote.command(600, "theirs"));
        far.tell("orderVersion", ScriptedRemote.version(600).replace("'Limit'", "'QTS'"));
        far.tell("order", ScriptedRemote.order(600, "Working"));
        NearDesk.await(
                () -> near.call("ListOrders", "{}").ok().json().path("orders").size() == 1);
        JsonNode row = near.call("ListOrders", "{}").ok().json().path("orders").path(0);
        assertEquals("Working", row.path("orderState").asText());
        assertTrue(near.environment.problem().isEmpty());
    }
}
