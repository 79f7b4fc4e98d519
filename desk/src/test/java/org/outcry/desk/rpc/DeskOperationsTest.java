package org.outcry.desk.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.outcry.desk.DeskFixture;
import org.outcry.desk.DeskFixture.Answer;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** What is the same for every operation. */
class DeskOperationsTest {
    private static final String MARKET_BUY =
            "{'account':'Sim101','instrument':'ES','action':'BUY','quantity':2,'orderType':'MARKET','timeInForce':'DAY'}";
    private final DeskFixture desk = new DeskFixture();

    @AfterEach
    void close() {
        desk.close();
    }

    private Answer call(String operation, String args) {
        return desk.call(operation, args);
    }

    private Answer buy() {
        return call("PlaceOrder", MARKET_BUY).ok();
    }

    @Test
    void everyOperationOfTheTableIsKnown() {
        List<Operation> all = new ArrayList<>(Operations.all());
        all.removeAll(Operations.ofGateway());
        all.addAll(Operations.internal());
        for (Operation operation : all) {
            assertTrue(
                    !call(operation.name(), "{}").error().equals("Unknown API command"),
                    operation.name() + " is not known");
        }
        Answer unknown = call("Tv_ListOrders", "{}");
        assertEquals(400, unknown.status());
        assertEquals("Unknown API command", unknown.error());
    }

    @Test
    void aFullLedgerIsBusyAndAFailedOneUnknown() {
        desk.ledger.failNext(Failure.BUSY);
        assertEquals(429, call("PlaceOrder", MARKET_BUY).status());
        desk.ledger.failNext(Failure.UNKNOWN);
        assertEquals(408, call("PlaceOrder", MARKET_BUY).status());
        desk.ledger.failNext(Failure.STOPPED);
        assertEquals(503, call("PlaceOrder", MARKET_BUY).status());
        desk.ledger.failNext(Failure.DISK_FULL);
        assertEquals("temporarily_disabled", call("PlaceOrder", MARKET_BUY).error());
        buy();
    }
}
