package org.outcry.harness.walk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** The documented list of routes and RPC names, written down a second time so that a row lost from our table is seen. */
final class SectionFifteen {
    private static final String A = "/v1/api/accounts/{account}";

    record Line(String rpc, String method, String path) {}

    static final List<Line> LINES = List.of(
            line("ListAccounts", "GET", "/v1/api/accounts"),
            line("GetAccountsSnapshot", "GET", "/v1/api/accounts/snapshot"),
            line("GetAccount", "GET", A),
            line("GetWatermarks", "GET", A + "/watermarks"),
            line("ListPositions", "GET", A + "/positions"),
            line("GetPosition", "GET", A + "/position"),
            line("GetAllPositions", "GET", "/v1/api/positions"),
            line("ClosePosition", "POST", A + "/positions/close"),
            line("Flatten", "POST", A + "/positions/flatten"),
            line("FlattenEverything", "POST", "/v1/api/positions/flatten"),
            line("Reverse", "POST", A + "/positions/reverse"),
            line("ReversePosition", "POST", A + "/positions/reverseposition"),
            line("ListOrders", "GET", A + "/orders"),
            line("GetAllOrders", "GET", "/v1/api/orders"),
            line("GetOrder", "GET", A + "/orders/{orderId}"),
            line("GetOrderStatus", "GET", A + "/orders/{orderId}/status"),
            line("GetOrderLifecycle", "GET", A + "/orders/{orderId}/lifecycle"),
            line("PlaceOrder", "POST", A + "/orders/place"),
            line("FlatPlace", "POST", A + "/orders/flatplace"),
            line("Cancel", "POST", A + "/orders/{orderId}/cancel"),
            line("Cancel", "DELETE", A + "/orders/{orderId}"),
            line("CancelOrder", "POST", A + "/orders/{orderId}/cancel"),
            line("CancelOrders", "POST", A + "/orders/cancel"),
            line("CancelAllOrders", "POST", "/v1/api/orders/cancelall"),
            line("CancelReplace", "POST", A + "/orders/{orderId}/replace"),
            line("Change", "PUT", A + "/orders/{orderId}/change"),
            line("Change", "POST", A + "/orders/{orderId}/change"),
            line("CancelAndBracket", "POST", A + "/orders/cancel_and_bracket"),
            line("ListExecutions", "GET", A + "/executions"),
            line("GetExecution", "GET", A + "/executions/{executionId}"),
            line("GetExecutionsByOrderId", "GET", A + "/orders/{orderId}/executions"),
            line("GetQuote", "GET", "/v1/api/market/quote"),
            line("GetQuote", "GET", A + "/quote"),
            line("GetBars", "POST", "/v1/api/market/bars"),
            line("MarketInfo", "GET", "/v1/api/market/info"),
            line("GetMarketInfo", "GET", "/v1/api/market/info"),
            line("ListStrategies", "GET", A + "/strategies"),
            line("GetStrategy", "GET", A + "/strategies/{strategyId}"),
            line("ListAllStrategies", "GET", "/v1/api/strategies"),
            line("StartStrategy", "POST", A + "/strategies/start"),
            line("EnableStrategy", "POST", A + "/strategies/{strategyId}/enable"),
            line("DisableStrategy", "POST", A + "/strategies/{strategyId}/disable"),
            line("CloseStrategy", "POST", A + "/strategies/{strategyId}/close"),
            line("ListAtmTemplates", "GET", "/v1/api/atm-templates"),
            line("GetAtmTemplates", "GET", "/v1/api/atm-templates"));

    private SectionFifteen() {}

    private static Line line(String rpc, String method, String path) {
        return new Line(rpc, method, path);
    }

    /** Lines that the table of operations does not keep, as failures. */
    static List<Result> missing() {
        List<Result> results = new ArrayList<>();
        for (Line line : LINES) {
            Optional<Operation> operation = Operations.byName(line.rpc);
            boolean kept = operation.isPresent()
                    && operation.get().routes().stream()
                            .anyMatch(route -> route.method().equals(line.method)
                                    && route.path().equals(line.path));
            if (!kept) {
                results.add(new Result(
                        line.rpc,
                        line.method + " " + line.path,
                        "-",
                        "is served",
                        Optional.of("no such route and name in the table of operations")));
            }
        }
        return results;
    }
}
