package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/** Tradovate reference, section 7.3, sequence D: risk rejects an order that was answered with its id. */
@ExtendWith(TradovateServer.Shared.class)
class SequenceDRejectedTest {
    static final String REJECTED = """
            order         Created id=$o ordStatus=Unknown
            command       Created id=$o orderId=$o commandType=New commandStatus=Pending
            orderVersion  Created id=$o orderId=$o
            commandReport Created id=$o+1 commandId=$o commandStatus=RiskRejected rejectReason=$reason ordStatus=Rejected
            command       Updated id=$o commandStatus=RiskRejected
            order         Updated id=$o ordStatus=Rejected !executionProviderId
            """;

    private final TradovateServer server;

    SequenceDRejectedTest(TradovateServer server) {
        this.server = server;
    }

    @Test
    void riskRejectsAnOrder() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            JsonNode placed = trader.place("Buy", 60_000, "Limit", ",'price':" + trader.away(-25));
            assertTrue(placed.has("orderId") && !placed.has("failureReason"), placed::toString);
            socket.tells(REJECTED);
            socket.silent();
            assertEquals(placed.path("orderId").asLong(), socket.value("o"));
            JsonNode report = socket.get("commandReport/deps", "masterid=" + socket.value("o"))
                    .get(0);
            assertEquals("MaxOrderQtyLimitReached", report.path("rejectReason").asText());
            assertEquals(
                    "Your maximum order quantity has been met.",
                    report.path("text").asText());
            assertEquals(
                    0,
                    socket.get("executionReport/deps", "masterid=" + socket.value("o"))
                            .size());
        }
    }

    /** Brackets of a rejected entry are rejected with it, for its sake. */
    @Test
    void theBracketsOfARejectedEntryAreRejected() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            JsonNode placed = socket.call(
                    "order/placeoso",
                    "{" + trader.order("Buy", 60_000, "Limit") + ",'price':" + trader.away(-25)
                            + ",'bracket1':{'action':'Sell','orderType':'Limit','price':" + trader.away(25) + "}}");
            assertTrue(placed.path("orderId").asLong() > 0, placed::toString);
            // The ids of an entry and its brackets follow each other, so the reports come behind all of them.
            String attached = REJECTED.replace("id=$o+1", "id>$o");
            socket.tells(attached);
            socket.forget("o", "reason").tells(attached);
            assertEquals(placed.path("oso1Id").asLong(), socket.value("o"));
            assertEquals(
                    "ParentRejected",
                    socket.get("commandReport/deps", "masterid=" + socket.value("o"))
                            .get(0)
                            .path("rejectReason")
                            .asText());
            socket.silent();
        }
    }
}
