package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;
import org.outcry.engine.command.Command;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;

/** Ids stay good: orders and fills of past sessions are answered out of history when the ledger has forgotten them. */
class PastOrdersTest {
    private static final long DAY = 24 * 3600 * DeskFixture.SECOND;
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private static String named(String id) {
        return "{'account':'Sim101','orderId':'" + id + "'}";
    }

    private String place(String action, int quantity, String more) {
        return desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'" + action + "','quantity':" + quantity
                                + ",'timeInForce':'GTC'," + more + "}")
                .ok()
                .text("orderId");
    }

    /** History holds everything, and the session is over. */
    private void forget() {
        desk.clock.addAndGet(DAY);
        desk.ledger.submit(CommandKey.NONE, 0, new Command.AdvanceTime(), OutcomeListener.IGNORE);
        desk.ledger.submit(CommandKey.NONE, 0, new Command.ReleaseHistory(Long.MAX_VALUE), OutcomeListener.IGNORE);
    }

    @Test
    void whatWasAnsweredInItsSessionIsAnsweredAfterIt() {
        String id = place("BUY", 2, "'orderType':'MARKET','orderId':'mine'");
        place("SELL", 2, "'orderType':'MARKET'");
        JsonNode order = desk.call("GetOrder", named(id)).ok().json();
        JsonNode fills = desk.call("GetExecutionsByOrderId", named(id)).ok().json();
        String fillId = fills.path("executions").path(0).path("id").asText();
        String fill = "{'account':'Sim101','executionId':'" + fillId + "'}";
        JsonNode execution = desk.call("GetExecution", fill).ok().json();
        forget();
        assertEquals(
                0,
                desk.call("ListOrders", "{'account':'Sim101'}")
                        .ok()
                        .json()
                        .path("orders")
                        .size());
        for (String name : new String[] {id, "mine"}) {
            assertEquals(order, desk.call("GetOrder", named(name)).ok().json());
            assertEquals("Filled", desk.call("GetOrderStatus", named(name)).ok().text("status"));
            assertEquals(
                    fills, desk.call("GetExecutionsByOrderId", named(name)).ok().json());
            assertTrue(desk.call("GetOrderLifecycle", named(name))
                            .ok()
                            .json()
                            .path("count")
                            .asInt()
                    > 2);
        }
        assertEquals(execution, desk.call("GetExecution", fill).ok().json());
        Answer gone = desk.call("Cancel", named(id));
        assertEquals("Order linked to '" + id + "' not found or already terminal.", gone.error());
    }

    @Test
    void anOrderThatWorksForDaysKeepsItsFirstFills() {
        String id = place("BUY", 3, "'orderType':'LIMIT','limitPrice':6899");
        desk.market.trade(desk.es, desk.clock.get() + DeskFixture.MILLI, 27_596, 51, Side.SELL);
        desk.pass(2 * DeskFixture.MILLI);
        Answer before = desk.call("GetExecutionsByOrderId", named(id)).ok();
        assertEquals(1, before.json().path("count").asInt());
        place("SELL", 1, "'orderType':'MARKET'");
        forget();
        assertEquals("PartFilled", desk.call("GetOrderStatus", named(id)).ok().text("status"));
        assertEquals(
                before.json(),
                desk.call("GetExecutionsByOrderId", named(id)).ok().json());
    }

    @Test
    void othersOrdersAndUnknownOnesStayUnknown() {
        String id = place("BUY", 1, "'orderType':'MARKET','orderId':'mine'");
        forget();
        for (String args : new String[] {named("nobody"), named(id).replace("Sim101", "Sim102")}) {
            assertEquals("order_not_found", desk.call("GetOrder", args).error());
            assertEquals(
                    "order_not_found", desk.call("GetExecutionsByOrderId", args).error());
        }
        assertEquals(
                "execution_not_found",
                desk.call("GetExecution", "{'account':'Sim101','executionId':'" + id + "'}")
                        .error());
    }
}
