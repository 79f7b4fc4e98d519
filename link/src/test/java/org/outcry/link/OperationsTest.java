package org.outcry.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationsTest {
    /** The documented routes: 40, of 39 names. */
    private static final String DOCUMENTED = """
            ListAccounts GET /v1/api/accounts
            GetAccountsSnapshot GET /v1/api/accounts/snapshot
            GetAccount GET /v1/api/accounts/{account}
            GetWatermarks GET /v1/api/accounts/{account}/watermarks
            ListPositions GET /v1/api/accounts/{account}/positions
            GetPosition GET /v1/api/accounts/{account}/position
            GetAllPositions GET /v1/api/positions
            ClosePosition POST /v1/api/accounts/{account}/positions/close
            Flatten POST /v1/api/accounts/{account}/positions/flatten
            FlattenEverything POST /v1/api/positions/flatten
            Reverse POST /v1/api/accounts/{account}/positions/reverse
            ReversePosition POST /v1/api/accounts/{account}/positions/reverseposition
            ListOrders GET /v1/api/accounts/{account}/orders
            GetAllOrders GET /v1/api/orders
            GetOrder GET /v1/api/accounts/{account}/orders/{orderId}
            GetOrderStatus GET /v1/api/accounts/{account}/orders/{orderId}/status
            GetOrderLifecycle GET /v1/api/accounts/{account}/orders/{orderId}/lifecycle
            PlaceOrder POST /v1/api/accounts/{account}/orders/place
            FlatPlace POST /v1/api/accounts/{account}/orders/flatplace
            Cancel POST /v1/api/accounts/{account}/orders/{orderId}/cancel
            CancelOrders POST /v1/api/accounts/{account}/orders/cancel
            CancelAllOrders POST /v1/api/orders/cancelall
            CancelReplace POST /v1/api/accounts/{account}/orders/{orderId}/replace
            Change PUT /v1/api/accounts/{account}/orders/{orderId}/change
            CancelAndBracket POST /v1/api/accounts/{account}/orders/cancel_and_bracket
            ListExecutions GET /v1/api/accounts/{account}/executions
            GetExecution GET /v1/api/accounts/{account}/executions/{executionId}
            GetExecutionsByOrderId GET /v1/api/accounts/{account}/orders/{orderId}/executions
            GetQuote GET /v1/api/market/quote
            GetQuote GET /v1/api/accounts/{account}/quote
            GetBars POST /v1/api/market/bars
            MarketInfo GET /v1/api/market/info
            ListStrategies GET /v1/api/accounts/{account}/strategies
            GetStrategy GET /v1/api/accounts/{account}/strategies/{strategyId}
            ListAllStrategies GET /v1/api/strategies
            StartStrategy POST /v1/api/accounts/{account}/strategies/start
            EnableStrategy POST /v1/api/accounts/{account}/strategies/{strategyId}/enable
            DisableStrategy POST /v1/api/accounts/{account}/strategies/{strategyId}/disable
            CloseStrategy POST /v1/api/accounts/{account}/strategies/{strategyId}/close
            ListAtmTemplates GET /v1/api/atm-templates
            """;

    @Test
    void servesEveryDocumentedRoute() {
        List<String> lines = DOCUMENTED.lines().toList();
        assertEquals(40, lines.size());
        Set<String> names = new HashSet<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            names.add(words[0]);
            assertTrue(
                    Operations.byName(words[0]).orElseThrow().routes().stream()
                            .anyMatch(route -> route.method().equals(words[1])
                                    && route.path().equals(words[2])),
                    line);
        }
        assertEquals(39, names.size());
    }

    @Test
    void aliasesMeanTheirOperationAndInternalOnesAreNotCallable() {
        for (String alias : List.of(
                "CancelOrder",
                "ChangeOrder",
                "GetMarketInfo",
                "GetAccountsSummary",
                "AccountsSnapshot",
                "GetAtmTemplates")) {
            assertTrue(Operations.byName(alias).isPresent(), alias);
        }
        assertEquals("Cancel", Operations.byName("CancelOrder").orElseThrow().name());
        assertEquals(Optional.empty(), Operations.byName("StreamPnl"));
        assertEquals(Optional.empty(), Operations.byName("placeorder"));
    }

    @Test
    void whateverTakesAnInstrumentCanExplainItsName() {
        int explaining = 0;
        for (Operation operation : Operations.all()) {
            Optional<Parameter.In> instrument = in(operation, "instrument");
            Optional<Parameter.In> explain = in(operation, "explain");
            assertEquals(instrument, explain, operation.name());
            explaining += explain.isPresent() ? 1 : 0;
        }
        assertTrue(explaining > 10, "only " + explaining);
    }

    private static Optional<Parameter.In> in(Operation operation, String name) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::in)
                .findFirst();
    }

    @Test
    void everyRouteIsItsOwnAndNamesItsPathParameters() {
        Set<String> seen = new HashSet<>();
        Pattern braces = Pattern.compile("\\{([^}]+)}");
        for (Operation operation : Operations.all()) {
            Set<String> names = new HashSet<>();
            operation.parameters().forEach(parameter -> assertTrue(names.add(parameter.name()), operation.name()));
            assertFalse(operation.routes().isEmpty(), operation.name());
            for (Operation.Route route : operation.routes()) {
                assertTrue(seen.add(route.method() + " " + route.path().replaceAll(braces.pattern(), "{}")));
                braces.matcher(route.path())
                        .results()
                        .forEach(match -> assertTrue(
                                operation.parameters().stream()
                                        .anyMatch(parameter -> parameter.name().equals(match.group(1))
                                                && parameter.in() == Parameter.In.PATH),
                                route.path()));
            }
        }
    }
}
