package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.command.Command;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Side;

/** The library of contracts, orders, strategies and what comes of them. */
final class CoverageTrading {
    private final House house;
    private final Coverage coverage;

    CoverageTrading(House house, Coverage coverage) {
        this.house = house;
        this.coverage = coverage;
    }

    void library() {
        coverage.does("contract/rollcontract", "{'name':'ESZ6','forward':true}", "/contract/id");
        coverage.does(
                "contract/rollcontracts",
                "{'rollContracts':[{'name':'ESZ6','forward':true}]}",
                "/contracts/ESZ6/contractMaturityId");
        coverage.does("contract/getproductfeeparams", "{'productIds':[" + (house.es >> 12) + "]}", "/params/0/nfaFee");
    }

    /** Orders, a closed and an open position, and a limit that is reached. */
    void trading(long accountId) {
        house.trade(house.account, Side.BUY, 3);
        house.clock.addAndGet(House.SECOND);
        house.trade(house.account, Side.SELL, 2);
        house.accepted(new Command.PlaceAtm(
                Command.PlaceOrder.of(house.account, house.es, Side.BUY, OrderTerms.market(1), house.quote()),
                new AtmTemplate("One target", TimeInForce.GTC, List.of(new AtmBracket(1, 40, 20, StopStrategy.NONE)))));
        house.trade(accountId, Side.BUY, 2);
        long last = house.quote().lastTicks();
        house.mark(last - 60);
        Coverage.await(() -> !house.ledger.views().records("adminAlertSignal").isEmpty());
        long signal =
                house.ledger.views().records("adminAlertSignal").getFirst().id();
        String id = "{'adminAlertSignalId':" + signal + "}";
        coverage.does("adminAlertSignal/takealertsignalownership", id, "/adminAlertSignal/claimedAt");
        coverage.does("adminAlertSignal/completealertsignal", id, "/adminAlertSignal/completed");
        coverage.sample(
                "cashBalanceLog",
                house.get("cashBalanceLog/deps", "{'masterid':" + house.account + "}")
                        .get(0));
    }

    /** Every operation of orders makes the change it documents. */
    void orders() {
        String account = "{'accountId':" + house.account;
        String limit =
                account + ",'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Limit','price':" + price(-100);
        long order = id(coverage.does("order/placeorder", limit + "}", "/orderId"), "orderId");
        long changed = id(
                coverage.does(
                        "order/modifyorder",
                        "{'orderId':" + order + ",'orderQty':2,'orderType':'Limit','price':" + price(-120) + "}",
                        "/commandId"),
                "commandId");
        assertEquals(2, row("orderVersion", changed).path("orderQty").asInt());
        coverage.does("order/cancelorder", "{'orderId':" + order + "}", "/commandId");
        assertEquals("Canceled", row("order", order).path("ordStatus").asText());
        String stop = "{'action':'Sell','orderType':'Stop','stopPrice':" + price(-200) + "}";
        String target = "{'action':'Sell','orderType':'Limit','price':" + price(200) + "}";
        coverage.does(
                "order/placeoco",
                limit + ",'other':" + stop.replace("Sell", "Buy").replace("" + price(-200), "" + price(200)) + "}",
                "/ocoId");
        long leg = id(
                coverage.does(
                        "order/placeoso",
                        limit + ",'bracket1':" + target + ",'bracket2':" + stop + "}",
                        "/oso1Id",
                        "/oso2Id"),
                "oso1Id");
        assertEquals("Suspended", row("order", leg).path("ordStatus").asText());
        coverage.does(
                "order/dryrun",
                account + ",'orders':[{'contractId':" + house.es
                        + ",'action':'Buy','orderQty':1,'orderType':'Market'}]}",
                "/details/initialMarginReq");
        house.trade(house.account, Side.BUY, 1);
        coverage.does("order/liquidateposition", account + ",'contractId':" + house.es + ",'admin':false}", "/orderId");
        assertEquals(0, position().path("netPos").asInt());
        house.trade(house.account, Side.BUY, 1);
        coverage.does(
                "order/liquidatepositions",
                "{'positions':[" + position().path("id").asLong() + "],'admin':false}",
                "/ok");
        assertEquals(0, position().path("netPos").asInt());
    }

    void strategies() {
        String params = "{\\\"entryVersion\\\":{\\\"orderQty\\\":1,\\\"orderType\\\":\\\"Limit\\\",\\\"price\\\":"
                + price(-100)
                + "},\\\"brackets\\\":[{\\\"qty\\\":1,\\\"profitTarget\\\":20,\\\"stopLoss\\\":-15}]}";
        long strategy = coverage.does(
                        "orderStrategy/startorderstrategy",
                        "{'accountId':" + house.account
                                + ",'symbol':'ESZ6','orderStrategyTypeId':2,'action':'Buy','params':'" + params + "'}",
                        "/orderStrategy/id")
                .at("/orderStrategy/id")
                .asLong();
        String of = "{'orderStrategyId':" + strategy;
        coverage.does(
                "orderStrategy/modifyorderstrategy", of + ",'command':'stopLoss all -12.5'}", "/orderStrategy/id");
        coverage.does("orderStrategy/interruptorderstrategy", of + "}", "/orderStrategy/id");
        assertEquals(
                "ExecutionInterrupted",
                row("orderStrategy", strategy).path("status").asText());
    }

    private JsonNode position() {
        return house.get("position/deps", "{'masterid':" + house.account + "}").get(0);
    }

    private JsonNode row(String entity, long id) {
        return house.get(entity + "/item", "{'id':" + id + "}");
    }

    private static long id(JsonNode answer, String name) {
        return answer.path(name).asLong();
    }

    /** So many ticks from the last trade. */
    private double price(int ticks) {
        return (house.quote().lastTicks() + ticks) / 4.0;
    }
}
