package org.outcry.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.outcry.e2e.TradovateServer.Trader;

/**
 * Tradovate reference, section 6.5: every reason that can come about here, as the answer of a call or as the report of the command.
 *
 * <p>Not among them, since a market that never closes has none of it: NoQuote, SessionClosed (see the brokerage's own tests). Never
 * said here: AccountClosed, AdvancedTrailingStopUnsupported, ExecutionProviderNotConfigured, ExecutionProviderUnavailable,
 * KeyInformationDocumentRequired, MaxOrderQtyIsNotSpecified, MaxPosLimitMisconfigured, MultipleAccountPlanRequired,
 * RiskCheckTimeout, SSFRiskDisclosureAcknowledgmentRequired.
 */
@ExtendWith(TradovateServer.Shared.class)
class FailureReasonsTest {
    private final TradovateServer server;

    FailureReasonsTest(TradovateServer server) {
        this.server = server;
    }

    private static void fails(String reason, JsonNode answer) {
        assertEquals(reason, answer.path("failureReason").asText(), answer::toString);
        assertFalse(answer.path("failureText").asText().isEmpty(), answer::toString);
        assertFalse(answer.has("orderId"), answer::toString);
    }

    /** The order has an id; its report says why it came to nothing. */
    private static void rejected(String reason, Trader trader, JsonNode placed) throws Exception {
        assertTrue(placed.has("orderId"), () -> reason + " expected, got " + placed);
        TradovateSocket socket = trader.socket();
        long order = placed.path("orderId").asLong();
        socket.skipToOrder(order, "Rejected");
        JsonNode reports = socket.get("commandReport/deps", "masterid=" + order);
        assertEquals(
                reason, reports.get(reports.size() - 1).path("rejectReason").asText(), reports::toString);
    }

    private JsonNode create(String path, String body) throws Exception {
        JsonNode made = server.demo(path, body);
        assertTrue(made.has("id"), made::toString);
        return made;
    }

    @Test
    void successSaysNothing() throws Exception {
        try (Trader trader = server.trader()) {
            JsonNode placed = trader.place("Buy", 1, "Limit", ",'price':" + trader.away(-25));
            assertEquals(1, placed.size(), placed::toString);
        }
    }

    @Test
    void unknownReasonWhenAccessIsDenied() throws Exception {
        try (Trader trader = server.trader()) {
            String denied = "{\"failureReason\":\"UnknownReason\",\"failureText\":\"Access is denied\"}";
            String order = "{" + trader.order("Buy", 1, "Market") + "}";
            assertEquals(
                    denied,
                    trader.socket()
                            .call("order/placeorder", order.replace(trader.symbol(), "NOPEZ6"))
                            .toString());
            assertEquals(
                    denied,
                    trader.socket()
                            .call("order/placeorder", order.replace("" + trader.account(), "1"))
                            .toString());
        }
    }

    @Test
    void anotherCommandPending() throws Exception {
        try (Trader trader = server.trader()) {
            TradovateSocket socket = trader.socket();
            BigDecimal price = trader.away(-25);
            long order = trader.place("Buy", 1, "Limit", ",'price':" + price)
                    .path("orderId")
                    .asLong();
            socket.awaitWorking(order);
            String change = "order/modifyorder\n@\n\n{\"orderId\":" + order
                    + ",\"orderQty\":1,\"orderType\":\"Limit\",\"price\":" + price.subtract(BigDecimal.ONE) + "}";
            // One behind the other while the first is still on its way to the market; on a busy machine it may have
            // arrived.
            int id = 50;
            JsonNode second = Product.JSON.nullNode();
            for (int tried = 0; tried < 20 && !second.has("failureReason"); tried++) {
                socket.send(change.replace("@", Integer.toString(++id)));
                socket.send(change.replace("@", Integer.toString(++id)));
                JsonNode first = socket.answer(id - 1).path("d");
                second = socket.answer(id).path("d");
                assertTrue(first.has("commandId"), first::toString);
                skipToReplaced(socket, first.path("commandId").asLong());
                if (second.has("commandId")) {
                    skipToReplaced(socket, second.path("commandId").asLong());
                }
            }
            fails("AnotherCommandPending", second);
        }
    }

    private static void skipToReplaced(TradovateSocket socket, long command) throws Exception {
        socket.skipTo(change -> change.at("/entity/execType").asText().equals("Replaced")
                && change.at("/entity/commandId").asLong() == command);
    }

    @Test
    void invalidPrice() throws Exception {
        try (Trader trader = server.trader()) {
            // Off the grid; a stop that has been passed already.
            fails("InvalidPrice", trader.place("Buy", 1, "Limit", ",'price':5000.1"));
            fails("InvalidPrice", trader.place("Buy", 1, "Stop", ",'stopPrice':" + trader.away(-25)));
        }
    }

    private JsonNode rolledBack(String name) throws Exception {
        JsonNode past = server.demo("contract/rollcontract", "{'name':'" + name + "','forward':false}");
        assertTrue(past.at("/contract/id").asLong() > 0, past::toString);
        return past;
    }

    @Test
    void invalidContract() throws Exception {
        try (Trader trader = server.trader()) {
            // The contract before the front one still trades for some days behind a roll; the one before that does not.
            JsonNode past =
                    rolledBack(rolledBack(trader.symbol()).at("/contract/name").asText());
            JsonNode answer = trader.socket()
                    .call(
                            "order/placeorder",
                            "{"
                                    + trader.order("Buy", 1, "Market")
                                            .replace(
                                                    trader.symbol(),
                                                    past.at("/contract/id").asText())
                                    + "}");
            fails("InvalidContract", answer);
        }
    }

    @Test
    void unsupported() throws Exception {
        try (Trader trader = server.trader()) {
            fails("Unsupported", trader.place("Buy", 1, "QTS", ",'stopPrice':" + trader.away(25)));
        }
    }

    @Test
    void unauthorized() throws Exception {
        try (Trader trader = server.trader()) {
            JsonNode contract = server.demo("contract/find?name=" + trader.symbol());
            fails(
                    "Unauthorized",
                    trader.socket()
                            .call(
                                    "order/liquidateposition",
                                    "{'accountId':" + trader.account() + ",'contractId':" + contract.path("id")
                                            + ",'admin':true}"));
        }
    }

    @Test
    void tooLate() throws Exception {
        try (Trader trader = server.trader()) {
            long order = trader.place("Buy", 1, "Market", "").path("orderId").asLong();
            trader.socket().skipToOrder(order, "Filled");
            fails("TooLate", trader.socket().call("order/cancelorder", "{'orderId':" + order + "}"));
            fails(
                    "TooLate",
                    trader.socket()
                            .call("order/modifyorder", "{'orderId':" + order + ",'orderQty':2,'orderType':'Market'}"));
        }
    }

    @Test
    void trailingStopNonOrderQtyModify() throws Exception {
        try (Trader trader = server.trader()) {
            long order = trader.place("Buy", 1, "TrailingStop", ",'pegDifference':40,'stopPrice':" + trader.away(40))
                    .path("orderId")
                    .asLong();
            trader.socket().awaitWorking(order);
            fails(
                    "TrailingStopNonOrderQtyModify",
                    trader.socket()
                            .call(
                                    "order/modifyorder",
                                    "{'orderId':" + order
                                            + ",'orderQty':1,'orderType':'TrailingStop','pegDifference':50}"));
        }
    }

    @Test
    void notEnoughLiquidity() throws Exception {
        try (Trader trader = server.trader()) {
            long poor = server.account(1_000);
            JsonNode placed = server.demo(
                    "order/placeorder",
                    ("{" + trader.order("Buy", 1, "Limit") + ",'price':" + trader.away(-25) + "}")
                            .replace("" + trader.account(), "" + poor));
            JsonNode report = server.demo("commandReport/deps?masterid=" + placed.path("orderId"))
                    .get(0);
            assertEquals("NotEnoughLiquidity", report.path("rejectReason").asText(), report::toString);
        }
    }

    @Test
    void maxOrderQtyLimitReached() throws Exception {
        try (Trader trader = server.trader()) {
            String price = ",'price':" + trader.away(-25);
            rejected("MaxOrderQtyLimitReached", trader, trader.place("Buy", 60_000, "Limit", price));
            parameter(trader, "'maxOpeningOrderQty':3");
            rejected("MaxOrderQtyLimitReached", trader, trader.place("Buy", 4, "Limit", price));
        }
    }

    /** A rule over everything, with one parameter. */
    private void parameter(Trader trader, String terms) throws Exception {
        JsonNode limit = create(
                "userAccountPositionLimit/create",
                "{'accountId':" + trader.account()
                        + ",'active':true,'totalBy':'Overall','exposedLimit':100000,'description':'all'}");
        create(
                "userAccountRiskParameter/create",
                "{'userAccountPositionLimitId':" + limit.path("id") + ",'hardLimit':true," + terms + "}");
    }

    @Test
    void maxPosLimitReached() throws Exception {
        try (Trader trader = server.trader()) {
            create(
                    "userAccountPositionLimit/create",
                    "{'accountId':" + trader.account()
                            + ",'active':true,'totalBy':'Contract','longLimit':2,'description':'two of each'}");
            rejected("MaxPosLimitReached", trader, trader.place("Buy", 3, "Limit", ",'price':" + trader.away(-25)));
        }
    }

    @Test
    void maxTotalPosLimitReached() throws Exception {
        try (Trader trader = server.trader()) {
            create(
                    "userAccountPositionLimit/create",
                    "{'accountId':" + trader.account()
                            + ",'active':true,'totalBy':'Overall','exposedLimit':2,'description':'two in all'}");
            rejected(
                    "MaxTotalPosLimitReached", trader, trader.place("Sell", 3, "Limit", ",'price':" + trader.away(25)));
        }
    }

    @Test
    void backMonthProhibited() throws Exception {
        try (Trader trader = server.trader()) {
            parameter(trader, "'maxBackMonth':1");
            JsonNode next = server.demo("contract/rollcontract", "{'name':'" + trader.symbol() + "','forward':true}");
            rejected(
                    "BackMonthProhibited",
                    trader,
                    trader.socket()
                            .call(
                                    "order/placeorder",
                                    "{"
                                            + trader.order("Buy", 1, "Limit")
                                                    .replace(
                                                            trader.symbol(),
                                                            next.at("/contract/name")
                                                                    .asText())
                                            + ",'price':" + trader.away(-25) + "}"));
        }
    }

    @Test
    void liquidationOnlyBeforeExpiration() throws Exception {
        try (Trader trader = server.trader()) {
            parameter(trader, "'preExpirationDays':400");
            rejected(
                    "LiquidationOnlyBeforeExpiration",
                    trader,
                    trader.place("Buy", 1, "Limit", ",'price':" + trader.away(-25)));
        }
    }

    private void act(Trader trader, String action) throws Exception {
        JsonNode done = server.demo(
                "accountRiskStatus/setadminautoliqaction",
                "{'accountId':" + trader.account() + ",'adminAction':'" + action
                        + "','adminActionReasonCode':'Other','adminActionReason':'test'}");
        assertFalse(done.has("errorText"), done::toString);
        assertFalse(done.has("violations"), done::toString);
    }

    @Test
    void tradingLocked() throws Exception {
        try (Trader trader = server.trader()) {
            act(trader, "LockTradingImmediately");
            rejected("TradingLocked", trader, trader.place("Buy", 1, "Limit", ",'price':" + trader.away(-25)));
        }
    }

    @Test
    void liquidationOnly() throws Exception {
        try (Trader trader = server.trader()) {
            act(trader, "LiquidateOnlyModeImmediately");
            rejected("LiquidationOnly", trader, trader.place("Buy", 1, "Limit", ",'price':" + trader.away(-25)));
        }
    }

    /** What the market could not fill at once. */
    @Test
    void otherExecutionRelated() throws Exception {
        try (Trader trader = server.trader()) {
            long order = trader.place("Buy", 1, "Limit", ",'timeInForce':'FOK','price':" + trader.away(-25))
                    .path("orderId")
                    .asLong();
            trader.socket().skipToOrder(order, "Canceled");
            JsonNode reports = trader.socket().get("commandReport/deps", "masterid=" + order);
            assertEquals(
                    "OtherExecutionRelated",
                    reports.get(reports.size() - 1).path("rejectReason").asText(),
                    reports::toString);
        }
    }

    @Test
    void parentRejected() throws Exception {
        try (Trader trader = server.trader()) {
            JsonNode placed = trader.socket()
                    .call(
                            "order/placeoso",
                            "{" + trader.order("Buy", 60_000, "Limit") + ",'price':" + trader.away(-25)
                                    + ",'bracket1':{'action':'Sell','orderType':'Limit','price':" + trader.away(25)
                                    + "}}");
            JsonNode report = trader.socket()
                    .get("commandReport/deps", "masterid=" + placed.path("oso1Id"))
                    .get(0);
            assertEquals("ParentRejected", report.path("rejectReason").asText(), report::toString);
        }
    }
}
