package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

/** Alerts and chats. */
final class CoverageNotices {
    private final House house;
    private final Coverage coverage;

    CoverageNotices(House house, Coverage coverage) {
        this.house = house;
        this.coverage = coverage;
    }

    void notices(long user, long accountId) {
        long alert = coverage.does(
                        "alert/createalert",
                        "{'expression':'ESZ6.last > 1','message':'hello','triggerLimits':1}",
                        "/alert/id")
                .at("/alert/id")
                .asLong();
        house.clock.addAndGet(2 * House.SECOND);
        Coverage.await(() -> !house.ledger.views().records("alertSignal").isEmpty());
        long signal = house.ledger.views().records("alertSignal").getFirst().id();
        String id = "{'alertId':" + alert + "}";
        coverage.does(
                "alert/markreadalertsignal", "{'alertId':" + alert + ",'alertSignalId':" + signal + "}", "/alert/id");
        coverage.does("alert/modifyalert", "{'alertId':" + alert + ",'expression':'ESZ6.last < 1'}", "/alert/id");
        coverage.does("alert/dismissalert", id, "/alert/id");
        assertEquals(
                "Active",
                coverage.does("alert/resetalert", id, "/alert/id")
                        .at("/alert/status")
                        .asText());
        long other = house.get("alert/createalert", "{'expression':'ESZ6.bid < 1 or ESZ6.ask < 1'}")
                .at("/alert/id")
                .asLong();
        coverage.does("alert/deletealert", "{'alertId':" + other + "}", "/alert/id");
        JsonNode message = coverage.does(
                "chat/postchatmessage",
                "{'category':'Support','text':'Is anybody there?','userId':" + user + "}",
                "/chatMessage/id");
        coverage.sample("chatMessage", message.path("chatMessage"));
        coverage.does(
                "chat/markasreadchatmessage",
                "{'chatMessageId':" + message.at("/chatMessage/id").asLong() + "}",
                "/chatMessage/id");
        coverage.does(
                "chat/closechat",
                "{'chatId':" + message.at("/chatMessage/chatId").asLong() + "}",
                "/chat/closeTimestamp");
        assertTrue(accountId > 0);
    }
}
