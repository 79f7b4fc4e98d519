package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.outcry.brokerage.Coverage.Verdict;
import org.outcry.brokerage.people.Refusals;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.SocketOperation;
import org.outcry.tradovate.spec.Phrases;

/**
 * Walks every endpoint of the schema and every operation of sockets and says of each what it does here. An endpoint behaves when it
 * reads back, valid by the schema, a row that this test brought about, or makes the change it documents. The table in
 * docs/protocol/tradovate.md is this test's: {@code -Doutcry.writeDocs=true} writes it.
 */
class CoverageTest {
    /** What never reaches the brokerage; the gateway has tests of its own for them. */
    private static final Set<String> GATEWAY = Set.of(
            "auth/accesstokenrequest",
            "auth/oauthtoken",
            "auth/renewaccesstoken",
            "user/modifycredentials",
            "user/modifypassword");

    private static final String AUTHORIZE = "authorize";

    @Test
    void everyEndpointBehavesOrRefuses() throws IOException {
        Coverage coverage;
        try (House house = new House()) {
            coverage = new Coverage(house);
            walk(house, coverage);
        }
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            String path = endpoint.path();
            if (Refusals.REASONS.containsKey(path)) {
                coverage.settle(path, Verdict.REFUSED, Refusals.REASONS.get(path));
            } else if (GATEWAY.contains(path)) {
                coverage.settle(path, Verdict.AT_THE_DOOR, "");
            } else if (!coverage.verdicts.containsKey(path)) {
                coverage.wrong.add(path + " was not seen");
            }
        }
        coverage.sockets.put(AUTHORIZE, Verdict.AT_THE_DOOR);
        for (SocketOperation operation : Schema.standard().socketOperations()) {
            if (!coverage.sockets.containsKey(operation.path())) {
                coverage.wrong.add(operation.path() + " was not seen on a socket");
            }
        }
        assertEquals(List.of(), coverage.wrong);
        assertEquals(370, coverage.verdicts.size());
        assertEquals(13, coverage.sockets.size());
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        coverage.verdicts.values().forEach(verdict -> counts.merge(verdict, 1, Integer::sum));
        System.out.println(counts);
        assertTrue(counts.get(Verdict.BEHAVES) >= 280, counts::toString);
        assertTrue(counts.getOrDefault(Verdict.EMPTY, 0) <= 40, counts::toString);
        Map<String, String> refused = new TreeMap<>(coverage.notes);
        refused.keySet().removeIf(path -> coverage.verdicts.get(path) != Verdict.REFUSED);
        assertEquals(refused, Phrases.refusals(), "what the published specification calls refused");
        CoverageTable.documented(new CoverageTable(coverage).table(counts));
    }

    private static void walk(House house, Coverage coverage) {
        CoverageTrading trading = new CoverageTrading(house, coverage);
        CoveragePeople people = new CoveragePeople(house, coverage);
        CoverageAccounts accounts = new CoverageAccounts(house, coverage);
        trading.library();
        trading.orders();
        trading.strategies();
        long user = people.people();
        people.subscriptions(user);
        long evaluation = accounts.accounts(user);
        accounts.limits(evaluation, user);
        new CoverageNotices(house, coverage).notices(user, evaluation);
        trading.trading(evaluation);
        accounts.endings(user, evaluation);
        new CoverageReads(house, coverage).reads();
        new CoverageSockets(house, coverage).operations();
    }
}
