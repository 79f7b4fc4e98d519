package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which members an object must have and of which kind. More members are no fault: additions are allowed. A member is written {@code
 * name:kind}; kinds are {@code text}, {@code int}, {@code number}, {@code bool}, {@code true}, {@code id} (32 lower-case hex
 * digits), {@code list}, {@code object}, {@code null}, {@code time} (seven digits of a second), or words parted by bars; a question
 * mark after the kind allows null.
 */
final class Shape {
    static final Shape ORDER = of(
            "id:id",
            "orderId:id",
            "automatedTradingOrderId:text?",
            "name:text",
            "account:text",
            "instrument:text",
            "instrumentType:Future",
            "orderAction:Buy|Sell|SellShort|BuyToCover",
            "orderType:Market|Limit|StopMarket|StopLimit|MIT|LIT|TrailingStop|TrailingStopLimit",
            "orderState:Initialized|Submitted|Accepted|TriggerPending|Working|ChangePending|ChangeSubmitted|CancelPending"
                    + "|CancelSubmitted|PartFilled|Filled|Cancelled|Rejected|Unknown|Suspended",
            "quantity:int",
            "filled:int",
            "averageFillPrice:number",
            "limitPrice:number",
            "stopPrice:number",
            "limitPriceChanged:number",
            "stopPriceChanged:number",
            "quantityChanged:int",
            "timeInForce:Day|Gtc|Gtd|Ioc|Fok",
            "gtd:time",
            "ocoId:text",
            "fromEntrySignal:text?",
            "hasOverfill:bool",
            "isBacktestOrder:bool",
            "ownerStrategy:object",
            "userData:text?",
            "time:time",
            "epoch:int",
            "timestamp:int");
    static final Shape POSITION = of(
            "type:NinjaTrader.Cbi.Position",
            "account:text",
            "instrument:text",
            "instrumentType:Future",
            "marketPosition:Long|Short|Flat",
            "quantity:int",
            "averagePrice:number",
            "marketPrice:number",
            "unrealizedProfitLoss:number",
            "tag:text?");
    static final Shape EXECUTION = of(
            "id:id",
            "type:NinjaTrader.Cbi.Execution",
            "time:time",
            "epoch:int",
            "name:text",
            "orderId:id",
            "account:text",
            "serverName:text",
            "instrument:text",
            "instrumentType:Future",
            "position:int",
            "marketPosition:Long|Short",
            "positionStrategy:int",
            "price:number",
            "quantity:int",
            "commission:number",
            "fee:number");
    static final Shape ACCOUNT = of(
            "id:int",
            "name:text",
            "displayName:text",
            "primaryUser:text?",
            "provider:text",
            "denomination:text",
            "status:text",
            "dailyLossLimit:number",
            "minCashValue:number",
            "maxOrderSize:int",
            "maxPositionSize:int",
            "connection:NinjaTrader.Cbi.Connection",
            "connectionStatus:text",
            "lastTransactionSum:number",
            "item:object");
    static final List<String> ACCOUNT_ITEMS = List.of(
            "buyingPower",
            "cashValue",
            "commission",
            "dailyLossLimit",
            "dailyProfitTrigger",
            "excessInitialMargin",
            "excessIntradayMargin",
            "excessMaintenanceMargin",
            "excessPositionMargin",
            "fee",
            "grossRealizedProfitLoss",
            "initialMargin",
            "intradayMargin",
            "longOptionValue",
            "longStockValue",
            "lookAheadMaintenanceMargin",
            "maintenanceMargin",
            "netLiquidation",
            "netLiquidationByCurrency",
            "positionMargin",
            "realizedProfitLoss",
            "shortOptionValue",
            "shortStockValue",
            "sodCashValue",
            "sodLiquidatingValue",
            "totalCashBalance",
            "trailingMaxDrawdown",
            "unrealizedProfitLoss",
            "weeklyLossLimit",
            "weeklyProfitLoss",
            "weeklyProfitTrigger");
    static final Shape QUOTE = of(
            "description:text",
            "type:text",
            "tickSize:number",
            "pointValue:number",
            "tickValue:number",
            "exchange:text",
            "expiration:text",
            "tradingHours:text",
            "instrument:text",
            "bid:number",
            "ask:number",
            "last:number",
            "open:number",
            "high:number",
            "low:number",
            "close:number",
            "volume:int",
            "quoteTime:text",
            "quoteTimeUtc:text",
            "epoch:int",
            "dataSource:object",
            "isMarketOpen:bool",
            "success:true");
    static final Shape BAR =
            of("time:time", "epoch:int", "open:number", "high:number", "low:number", "close:number", "volume:int");
    static final Shape STRATEGY = of(
            "strategyId:text",
            "account:text",
            "strategyClass:text",
            "instrument:text",
            "hostMode:account|chart",
            "isEnabled:bool",
            "state:text");
    static final Shape ORDER_ID = of("orderId:id", "success:true");
    static final Shape ORDER_IDS = of("orderIds:list", "success:true");

    private record Member(String name, String kind, boolean nullable) {}

    private final List<Member> members;

    private Shape(List<Member> members) {
        this.members = members;
    }

    static Shape of(String... members) {
        List<Member> read = new ArrayList<>();
        for (String member : members) {
            int colon = member.indexOf(':');
            boolean nullable = member.endsWith("?");
            read.add(new Member(
                    member.substring(0, colon),
                    member.substring(colon + 1, member.length() - (nullable ? 1 : 0)),
                    nullable));
        }
        return new Shape(List.copyOf(read));
    }

    /** @throws Mismatch naming the member that is missing or of another kind */
    void check(JsonNode json) {
        if (!json.isObject()) {
            throw new Mismatch("an object is expected: " + json);
        }
        for (Member member : members) {
            JsonNode value = json.path(member.name);
            boolean fine = value.isNull() ? member.nullable || member.kind.equals("null") : fits(member.kind, value);
            if (!fine) {
                throw new Mismatch(
                        member.name + " is " + (value.isMissingNode() ? "missing" : value) + ", not " + member.kind);
            }
        }
    }

    private static boolean fits(String kind, JsonNode value) {
        return switch (kind) {
            case "text" -> value.isTextual();
            case "int" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "bool" -> value.isBoolean();
            case "true" -> value.isBoolean() && value.asBoolean();
            case "list" -> value.isArray();
            case "object" -> value.isObject();
            case "id" -> value.isTextual() && value.asText().matches("[0-9a-f]{32}");
            case "time" -> value.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}.*");
            default -> value.isTextual() && Set.of(kind.split("\\|")).contains(value.asText());
        };
    }
}
