package org.outcry.harness.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.harness.remote.NearDesk.Reply;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.remote.order.Allowance;

/** What is under way while limits are checked, and what reduces whatever the limits say, against a server that answers as it is told. */
class RemoteLimitsTest extends AgainstScript {
    private static final String LIMIT = "'orderType':'LIMIT','limitPrice':6500.25,'timeInForce':'DAY'";

    /** A live account that may have orders and a position of 5 contracts. */
    private void connectLive() throws Exception {
        near = new NearDesk(far.rest(), "DEMO700123", directory, Optional.of(new Allowance("DEMO700123", 5, 5)), 10_000)
                .connected();
    }

    private void connect(int requestsPerMinute) throws Exception {
        near = new NearDesk(far.rest(), "DEMO700123", directory, Optional.empty(), requestsPerMinute).connected();
    }

    private List<JsonNode> sent(String endpoint, int count) {
        NearDesk.await(() -> far.asked(endpoint).size() >= count);
        return far.asked(endpoint);
    }

    /** Orders as our wire names them, in the order of their prices over there. */
    private List<String> orders(int count) {
        NearDesk.await(
                () -> near.call("ListOrders", "{}").ok().json().path("orders").size() == count);
        return near.call("ListOrders", "{}").ok().json().path("orders").findValuesAsText("orderId");
    }

    private static void refused(Reply reply) {
        assertEquals("order_rejected", reply.text("error"), reply.json()::toString);
    }

    @Test
    void aFillCountsBeforeItsPositionIsTold() throws Exception {
        connectLive();
        far.will("order/placeorder", 200, "{'orderId':500}");
        CompletableFuture<Reply> placed = near.start("PlaceOrder", NearDesk.order("BUY", 3, LIMIT));
        String tag = sent("order/placeorder", 1).getFirst().path("customTag50").asText();
        far.tell("order", ScriptedRemote.order(500, "Working"));
        far.tell("command", ScriptedRemote.command(500, tag));
        far.tell("orderVersion", ScriptedRemote.version(500).replace("'orderQty':1", "'orderQty':3"));
        NearDesk.get(placed).ok();
        far.tellFill(510, 500, 3);
        far.tell("order", ScriptedRemote.order(500, "Filled"));
        NearDesk.await(() -> near.told("executionUpdate") == 1);
        refused(near.call("PlaceOrder", NearDesk.order("BUY", 3, LIMIT)));
        assertEquals(1, far.asked("order/placeorder").size());

        far.tellPosition(3);
        NearDesk.await(() -> near.net() == 3);
        near.start("PlaceOrder", NearDesk.order("BUY", 2, LIMIT));
        assertEquals(2, sent("order/placeorder", 2).getLast().path("orderQty").asInt());
    }

    @Test
    void changesThatAreUnderWayCount() throws Exception {
        connectLive();
        far.tellOrder(500, "theirs");
        far.tellOrder(600, "theirs too");
        List<String> orders = orders(2);
        far.will("order/modifyorder", 200, "{'commandId':520}");
        near.start("Change", "{'orderId':'" + orders.get(0) + "','quantity':3}");
        JsonNode change = sent("order/modifyorder", 1).getFirst();
        String other = "{'orderId':'" + orders.get(1) + "','quantity':3}";
        refused(near.call("Change", other));

        // The command is known over there, the order has its old quantity still.
        long id = change.path("orderId").asLong();
        far.tell(
                "command",
                "{'id':520,'orderId':%d,'commandType':'Modify','commandStatus':'AtExecution','customTag50':'%s'}"
                        .formatted(id, change.path("customTag50").asText()));
        far.tell(
                "orderVersion",
                ScriptedRemote.version(id).replace("'id':" + id, "'id':520").replace("'orderQty':1", "'orderQty':3"));
        far.tell("commandReport", "{'id':521,'commandId':520,'commandStatus':'AtExecution'}");
        far.tellPosition(1);
        NearDesk.await(() -> near.net() == 1);
        refused(near.call("Change", other));
        assertEquals(1, far.asked("order/modifyorder").size());
    }

    @Test
    void aLegIsNotRaisedBeyondWhatItCloses() throws Exception {
        connectLive();
        far.tellPosition(2);
        far.tell("order", leg("Unknown"));
        far.tell("command", ScriptedRemote.command(600, "a leg"));
        far.tell("orderVersion", ScriptedRemote.version(600));
        far.tell("order", leg("Working"));
        String leg = orders(1).getFirst();
        NearDesk.await(() -> near.net() == 2);
        refused(near.call("Change", "{'orderId':'" + leg + "','quantity':20}"));
        assertTrue(far.asked("order/modifyorder").isEmpty());
        near.start("Change", "{'orderId':'" + leg + "','quantity':2}");
        assertEquals(2, sent("order/modifyorder", 1).getFirst().path("orderQty").asInt());
    }

    private static String leg(String status) {
        return ScriptedRemote.order(600, status).replace("'action':'Buy'", "'action':'Sell','parentId':590");
    }

    @Test
    void twoClosesOfTheSameContractsCloseThemOnce() throws Exception {
        connect(10_000);
        far.tellPosition(3);
        NearDesk.await(() -> near.net() == 3);
        far.will("order/placeorder", 0, "");
        far.will("order/placeorder", 0, "");
        closeTwo();
        assertEquals(2, sent("order/placeorder", 1).getLast().path("orderQty").asInt());
        closeTwo();
        assertEquals(1, sent("order/placeorder", 2).getLast().path("orderQty").asInt());
        assertEquals(Rejection.NO_POSITION, closeTwo().get(20, TimeUnit.SECONDS));
        assertEquals(2, far.asked("order/placeorder").size());
    }

    /** As several of the desk's doors may ask for it at once. */
    private CompletableFuture<Rejection> closeTwo() {
        CompletableFuture<Rejection> answer = new CompletableFuture<>();
        int es = ScriptedRemote.front("ES").contractId();
        Command close = new Command.ReducePosition(ScriptedRemote.ACCOUNT, es, 2, MarketSnapshot.UNKNOWN);
        near.environment.ledger().submit(CommandKey.NONE, 0, close, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome.rejection());
            }

            @Override
            public void onFailure(Failure failure) {
                answer.completeExceptionally(new AssertionError(failure));
            }
        });
        return answer;
    }

    @Test
    void whatReducesGoesHoweverManyRequestsWereSent() throws Exception {
        connect(1);
        far.tellPosition(3);
        NearDesk.await(() -> near.net() == 3);
        near.start("PlaceOrder", NearDesk.order("BUY", 1, LIMIT));
        sent("order/placeorder", 1);
        assertEquals(
                429, near.call("PlaceOrder", NearDesk.order("BUY", 1, LIMIT)).status());
        near.start("ClosePosition", "{'instrument':'ES','quantity':1}");
        sent("order/placeorder", 2);
        near.start("PlaceOrder", NearDesk.order("SELL", 2, LIMIT));
        sent("order/placeorder", 3);
    }

    /** What they fill on their last way is part of the position that is turned round. */
    @Test
    void aReversalWaitsForItsCancels() throws Exception {
        connect(10_000);
        far.tellPosition(2);
        far.tellOrder(500, "theirs");
        String order = orders(1).getFirst();
        NearDesk.await(() -> near.net() == 2);
        far.will("order/cancelorder", 0, "");
        near.start("Reverse", "{'instrument':'ES'}");
        String tag = sent("order/cancelorder", 1).getFirst().path("customTag50").asText();
        // Whatever was sent before this has arrived with it.
        near.start("Change", "{'orderId':'" + order + "','limitPrice':6490}");
        sent("order/modifyorder", 1);
        assertTrue(far.asked("order/placeorder").isEmpty());

        far.tellPosition(3);
        NearDesk.await(() -> near.net() == 3);
        far.tell(
                "command",
                "{'id':530,'orderId':500,'commandType':'Cancel','commandStatus':'AtExecution','customTag50':'%s'}"
                        .formatted(tag));
        assertEquals(6, sent("order/placeorder", 1).getFirst().path("orderQty").asInt());
    }
}
