package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.command.Command;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;

/** Initial state and changes for sockets. */
class SynchronisationTest {
    /** Rows of a sync reply by kind and id. */
    private static Map<String, Map<Long, JsonNode>> picture(JsonNode reply) {
        Map<String, Map<Long, JsonNode>> picture = new TreeMap<>();
        for (Entity entity : Schema.standard().entities()) {
            entity.syncArray()
                    .map(reply::path)
                    .ifPresent(rows ->
                            rows.forEach(row -> picture.computeIfAbsent(entity.name(), kind -> new TreeMap<>())
                                    .put(row.path("id").asLong(), row)));
        }
        return picture;
    }

    private static void apply(Map<String, Map<Long, JsonNode>> picture, List<JsonNode> told) {
        for (JsonNode event : told) {
            Map<Long, JsonNode> rows =
                    picture.computeIfAbsent(event.path("entityType").asText(), kind -> new TreeMap<>());
            JsonNode row = event.path("entity");
            if (event.path("eventType").asText().equals("Deleted")) {
                rows.remove(row.path("id").asLong());
            } else {
                rows.put(row.path("id").asLong(), row);
            }
        }
    }

    /** The first answer and the changes since make what a later first answer says, for each of two users. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFirstAnswerAndItsChangesAreALaterAnswer(long seed) {
        try (Floor floor = new Floor()) {
            RandomDesk desk = new RandomDesk(floor, seed);
            for (int i = 0; i < 200; i++) {
                desk.step();
            }
            Floor.Socket trader = floor.socket();
            Floor.Socket other = floor.socket(Domain.DEMO, floor.caller(floor.other));
            Map<String, Map<Long, JsonNode>> first = picture(trader.sync("{}"));
            Map<String, Map<Long, JsonNode>> others = picture(other.sync("{}"));
            for (int i = 0; i < 400; i++) {
                desk.step();
            }
            apply(first, trader.told());
            apply(others, other.told());
            equal(picture(floor.socket().sync("{}")), first, "seed " + seed);
            equal(
                    picture(floor.socket(Domain.DEMO, floor.caller(floor.other)).sync("{}")),
                    others,
                    "other, seed " + seed);
        }
    }

    /** With a queue that is too short for one entry, events are lost to it again and again; followers end with the same picture. */
    @Test
    void aBookThatIsOverrunReadsAgain() {
        try (Floor floor = new Floor()) {
            floor.brokerage.close();
            floor.brokerage = floor.open(new BrokerageSettings(8, 4, false, true));
            RandomDesk desk = new RandomDesk(floor, 5);
            Floor.Socket socket = floor.socket();
            Map<String, Map<Long, JsonNode>> first = picture(socket.sync("{}"));
            for (int i = 0; i < 300; i++) {
                desk.step();
            }
            JsonNode later = settled(floor);
            apply(first, socket.told());
            equal(picture(later), first, "seed 5");
            floor.brokerage.close();
            floor.brokerage = floor.open();
            equal(picture(floor.socket().sync("{}")), first, "seed 5, a book that is not overrun");
        }
    }

    /** A first answer once the book has caught up. */
    private static JsonNode settled(Floor floor) {
        long position = floor.ledger.status().logPosition();
        long deadline = System.nanoTime() + 60 * Floor.SECOND;
        while (floor.brokerage.office().book().position() < position) {
            assertTrue(System.nanoTime() < deadline, "the book never caught up");
            LockSupport.parkNanos(1_000_000);
        }
        // It knows all from history, and may still have to pass over what waits in its queue: until then it is full.
        AtomicBoolean passed = new AtomicBoolean();
        while (!passed.get()) {
            floor.brokerage.behindEvents(() -> passed.set(true));
            assertTrue(System.nanoTime() < deadline, "the book never had room again");
            LockSupport.parkNanos(1_000_000);
        }
        return floor.socket().sync("{}");
    }

    /** Kinds that are only pushed are not compared. */
    private static void equal(
            Map<String, Map<Long, JsonNode>> expected, Map<String, Map<Long, JsonNode>> actual, String what) {
        for (String kind : expected.keySet()) {
            assertEquals(expected.get(kind), actual.get(kind), kind + ", " + what);
        }
        assertFalse(expected.get("fill").isEmpty() && what.startsWith("seed"));
    }

    /** Every row of every kind, as the schema has it. */
    @Test
    void everyRowIsAsTheSchemaHasIt() {
        try (Floor floor = new Floor()) {
            RandomDesk desk = new RandomDesk(floor, 7);
            for (int i = 0; i < 500; i++) {
                desk.step();
            }
            List<String> problems = new ArrayList<>();
            Map<String, Integer> seen = new HashMap<>();
            for (Entity entity : Schema.standard().entities()) {
                if (entity.operations().contains("list")) {
                    for (JsonNode row : floor.get(entity.name() + "/list", "{}")) {
                        problems.addAll(Rows.problems(entity.name(), row));
                        seen.merge(entity.name(), 1, Integer::sum);
                    }
                }
            }
            assertEquals(List.of(), problems);
            for (String kind : List.of("order", "fill", "fillPair", "position", "orderStrategyLink", "product")) {
                assertTrue(seen.getOrDefault(kind, 0) > 0, kind + " has no rows");
            }
        }
    }

    @Test
    void everyArrayIsThereInTheOrderOfTheOriginal() {
        try (Floor floor = new Floor()) {
            List<String> names = new ArrayList<>();
            floor.socket().sync("{'users':[" + floor.trader + "]}").fieldNames().forEachRemaining(names::add);
            assertEquals(
                    List.of(("users userProperties properties accounts accountRiskStatuses marginSnapshots"
                                    + " userAccountAutoLiqs cashBalances currencies positions fillPairs orders"
                                    + " contracts contractMaturities products exchanges spreadDefinitions commands"
                                    + " commandReports executionReports orderVersions fills fillFees"
                                    + " orderStrategies orderStrategyLinks userPlugins annualReviews"
                                    + " userReadStatuses userPromoCodes contractGroups orderStrategyTypes")
                            .split(" ", -1)),
                    names);
        }
    }

    /** Only what orders, positions and fills refer to; the small lists are complete. */
    @Test
    void theLibraryIsCutToWhatIsReferredTo() {
        try (Floor floor = new Floor()) {
            JsonNode before = floor.socket().sync("{}");
            assertEquals(0, before.path("contracts").size());
            assertEquals(9, before.path("currencies").size());
            floor.trades(Side.BUY, 1);
            JsonNode after = floor.socket().sync("{}");
            assertEquals("ESZ6", after.path("contracts").path(0).path("name").asText());
            assertEquals("ES", after.path("products").path(0).path("name").asText());
            assertEquals(1, after.path("contractMaturities").size());
        }
    }

    @Test
    void accountsEntityTypesAndShardsNarrowIt() {
        try (Floor floor = new Floor()) {
            JsonNode one = floor.socket().sync("{'accounts':[" + floor.second + "]}");
            assertEquals(1, one.path("accounts").size());
            assertEquals(1, one.path("users").size());
            Floor.Socket narrow = floor.socket();
            JsonNode kinds = narrow.sync("{'splitResponses':true,'entityTypes':['account','order']}");
            assertEquals(2, kinds.path("accounts").size());
            assertTrue(kinds.path("last").asBoolean(), kinds::toString);
            assertFalse(kinds.has("users"), kinds::toString);
            floor.trades(Side.BUY, 1);
            Set<String> told = Set.of("order");
            narrow.told()
                    .forEach(event ->
                            assertTrue(told.contains(event.path("entityType").asText()), event::toString));
            int sum = 0;
            for (int part = 0; part < 3; part++) {
                sum += floor.socket()
                        .sync("{'shardingExpression':{'expressionType':'modAccountId','divisor':3,'remainder':" + part
                                + "}}")
                        .path("accounts")
                        .size();
            }
            assertEquals(2, sum);
        }
    }

    /** One user sees nothing of another's, by no read and in no event. */
    @Test
    void usersSeeTheirOwn() {
        try (Floor floor = new Floor()) {
            floor.trades(Side.BUY, 1);
            long order = floor.buys(1, 27_000);
            long fill = floor.get("fill/list", "{}").path(0).path("id").asLong();
            assertEquals(
                    0, floor.get(Domain.DEMO, floor.other, "order/list", "{}").size());
            assertEquals(
                    0,
                    floor.get(Domain.DEMO, floor.other, "order/items", "{'ids':[" + order + "]}")
                            .size());
            assertEquals(
                    0,
                    floor.get(Domain.DEMO, floor.other, "order/deps", "{'masterid':" + floor.account + "}")
                            .size());
            refused(404, floor, floor.other, "order/item", "{'id':" + order + "}");
            refused(404, floor, floor.other, "fillFee/item", "{'id':" + fill + "}");
            refused(404, floor, floor.other, "account/find", "{'name':'Sim101'}");
            Answer foreign = floor.call(
                    Domain.DEMO,
                    floor.caller(floor.other),
                    "user/syncrequest",
                    "{'accounts':[" + floor.account + "]}",
                    Optional.of(floor.socket(Domain.DEMO, floor.caller(floor.other))));
            assertEquals(new Answer.Refused(401, "Access is denied"), foreign);
        }
    }

    private static void refused(int status, Floor floor, long user, String path, String arguments) {
        Answer answer = floor.call(Domain.DEMO, floor.caller(user), path, arguments, Optional.empty());
        assertEquals(new Answer.Refused(status, "Not found: " + path), answer);
    }

    /** Live accounts are in the live domain and nowhere else. */
    @Test
    void domainsHaveTheirOwnAccounts() {
        try (Floor floor = new Floor()) {
            assertEquals(2, floor.get("account/list", "{}").size());
            JsonNode live = floor.get(Domain.LIVE, floor.trader, "account/list", "{}");
            assertEquals(1, live.size());
            assertEquals("Live1", live.path(0).path("name").asText());
        }
    }

    /** A token without an area hears and reads nothing of it. */
    @Test
    void aTokenWithoutAnAreaIsDeniedIt() {
        try (Floor floor = new Floor()) {
            floor.trades(Side.BUY, 1);
            Caller caller = new Caller(floor.trader, "trader", 1, Set.of("Orders"));
            assertEquals(
                    new Answer.Refused(401, "Access is denied"),
                    floor.call(Domain.DEMO, caller, "order/list", "{}", Optional.empty()));
            JsonNode reply = floor.socket(Domain.DEMO, caller).sync("{}");
            assertEquals(0, reply.path("orders").size());
            assertEquals(1, reply.path("positions").size());
        }
    }

    /** Contracts by every read there is. */
    @Test
    void theLibraryAnswers() {
        try (Floor floor = new Floor()) {
            JsonNode contract = floor.get("contract/find", "{'name':'esz6'}");
            long id = contract.path("id").asLong();
            assertEquals(contract, floor.get("contract/item", "{'id':" + id + "}"));
            JsonNode maturity =
                    floor.get("contractMaturity/item", "{'id':" + contract.path("contractMaturityId") + "}");
            assertTrue(maturity.path("isFront").asBoolean(), maturity::toString);
            assertEquals(202_612, maturity.path("expirationMonth").asInt());
            JsonNode product = floor.get("product/item", "{'id':" + maturity.path("productId") + "}");
            assertEquals("0.25", product.path("tickSize").asText());
            assertEquals("50.0", product.path("valuePerPoint").asText());
            assertEquals(
                    "MNQZ6",
                    floor.get("contract/suggest", "{'t':'MNQ','l':3}")
                            .path(0)
                            .path("name")
                            .asText());
            assertEquals(
                    "CME",
                    floor.get("exchange/item", "{'id':" + product.path("exchangeId") + "}")
                            .path("name")
                            .asText());
            refused(404, floor, floor.trader, "contract/find", "{'name':'NOPE'}");
        }
    }

    /** At the break what is done disappears, what works and what is held goes on. */
    @Test
    void aSessionBreakLeavesWhatLives() {
        try (Floor floor = new Floor()) {
            floor.trades(Side.BUY, 1);
            long done = floor.buys(1, 27_000);
            floor.submit(new Command.CancelOrder(done, MarketSnapshot.UNKNOWN));
            assertEquals(2, floor.get("order/list", "{}").size());
            floor.clock.addAndGet(Floor.DAY);
            floor.moves(27_600);
            assertEquals(0, floor.get("order/list", "{}").size());
            assertEquals(0, floor.get("fill/list", "{}").size());
            assertEquals(0, floor.get("executionReport/list", "{}").size());
            JsonNode position = floor.get("position/list", "{}").path(0);
            assertEquals(1, position.path("prevPos").asInt());
            assertEquals(
                    1,
                    floor.get("cashBalanceLog/deps", "{'masterid':" + floor.account + "}")
                            .size());
        }
    }
}
