package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.outcry.desk.DeskFixture.MILLI;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;

/** Closes that take time, because orders take 50 ms to arrive. */
class ClosingsTest {
    private static final String ALL = "{'account':'Sim101','instrument':'ES'}";
    private static final String ONE = "{'account':'Sim101','instrument':'ES','quantity':1}";
    private final DeskFixture desk = new DeskFixture(DeskFixture.DELAYED);

    @BeforeEach
    void buyTwo() {
        desk.call(
                        "PlaceOrder",
                        "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':2,'orderType':'MARKET',"
                                + "'timeInForce':'DAY'}")
                .ok();
        desk.pass(60 * MILLI);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void theAnswerWaitsForThePosition() {
        CompletableFuture<Answer> closing = desk.start("ClosePosition", ALL);
        desk.pass(20 * MILLI);
        assertFalse(closing.isDone());
        desk.pass(40 * MILLI);
        Answer closed = DeskFixture.await(closing).ok();
        assertEquals(true, closed.json().path("verified").asBoolean());
        assertEquals(0, closed.json().path("remainingQuantity").asInt());
        assertEquals(
                2,
                closed.json().path("closedPositions").path(0).path("quantity").asInt());
    }

    @Test
    void theSameCloseJoinsAndAnotherIsRefused() {
        CompletableFuture<Answer> first = desk.start("ClosePosition", ALL);
        CompletableFuture<Answer> second = desk.start("ClosePosition", ALL);
        Answer other = desk.call("ClosePosition", ONE);
        assertEquals(409, other.status());
        assertEquals("close_in_progress", other.error());
        desk.pass(60 * MILLI);
        assertEquals(
                DeskFixture.await(first).ok().json(),
                DeskFixture.await(second).ok().json());
        assertEquals("Flat", desk.call("GetPosition", ALL).text("marketPosition"));
        // Both orders closed once: the position did not turn.
        assertEquals(
                2,
                desk.call("ListExecutions", "{'account':'Sim101'}")
                        .json()
                        .path("executions")
                        .size());
    }

    @Test
    void aPartialCloseIsVerifiedAtItsTarget() {
        CompletableFuture<Answer> closing = desk.start("ClosePosition", ONE);
        desk.pass(60 * MILLI);
        Answer closed = DeskFixture.await(closing).ok();
        assertEquals(1, closed.json().path("remainingQuantity").asInt());
        assertEquals(true, closed.json().path("verified").asBoolean());
        CompletableFuture<Answer> rest = desk.start("ClosePosition", ONE);
        desk.pass(60 * MILLI);
        assertEquals(
                0, DeskFixture.await(rest).ok().json().path("remainingQuantity").asInt());
    }

    @Test
    void afterFiveSecondsTheAnswerSaysWhatIsStillWorking() {
        CompletableFuture<Answer> closing = desk.start("ClosePosition", ALL);
        // No time passes in the market, so the order never arrives.
        Answer closed = DeskFixture.await(closing).ok();
        assertEquals(false, closed.json().path("verified").asBoolean());
        assertEquals(true, closed.json().path("pending").asBoolean());
        assertEquals(2, closed.json().path("remainingQuantity").asInt());
    }

    @Test
    void afterALostLinkThePositionIsReadFirst() {
        desk.start("ClosePosition", ONE);
        desk.desk.detach();
        desk.pass(60 * MILLI);
        Answer refused = desk.call("ClosePosition", ONE);
        assertEquals(409, refused.status());
        assertEquals("close_needs_reconciliation", refused.error());
        assertEquals("1", desk.call("GetPosition", ALL).ok().text("quantity"));
        CompletableFuture<Answer> closing = desk.start("ClosePosition", ONE);
        desk.pass(60 * MILLI);
        assertEquals(
                true, DeskFixture.await(closing).ok().json().path("verified").asBoolean());
    }
}
