package org.outcry.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationsTest {
    @Test
    void servesTheFunctionsPromisedSoFar() {
        Set<String> names = new TreeSet<>();
        Operations.all().forEach(operation -> names.add(operation.name()));
        assertTrue(names.containsAll(List.of(
                "ListAccounts",
                "GetAccountsSnapshot",
                "GetAccount",
                "ListPositions",
                "GetPosition",
                "GetAllPositions",
                "PlaceOrder",
                "Cancel",
                "CancelOrders",
                "Change",
                "ClosePosition",
                "Flatten",
                "FlattenEverything",
                "ListOrders",
                "GetOrder",
                "GetOrderStatus",
                "ListExecutions",
                "GetExecution",
                "GetQuote",
                "GetBars",
                "MarketInfo")));
    }

    @Test
    void aliasesMeanTheirOperationAndInternalOnesAreNotCallable() {
        for (String alias : List.of("CancelOrder", "ChangeOrder", "GetMarketInfo", "GetAccountsSummary")) {
            assertTrue(Operations.byName(alias).isPresent(), alias);
        }
        assertEquals("Cancel", Operations.byName("CancelOrder").orElseThrow().name());
        assertEquals(Optional.empty(), Operations.byName("StreamPnl"));
        assertEquals(Optional.empty(), Operations.byName("placeorder"));
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
                                                && parameter.in() == Operation.Parameter.In.PATH),
                                route.path()));
            }
        }
    }
}
