package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.outcry.brokerage.Coverage.Verdict;
import org.outcry.brokerage.replay.ReplayBrokerage;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.contract.DomainContract;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;
import org.outcry.tradovate.schema.Checked;
import org.outcry.tradovate.schema.RequestCheck;
import org.outcry.tradovate.schema.Schema;

/** Operations of sockets: each is asked, and what it promises to tell is told, or ends. */
final class CoverageSockets {
    private static final String ES = "{'symbol':'ESZ6'}";
    private static final RequestCheck CHECK = new RequestCheck(Schema.standard());

    private final House house;
    private final Coverage coverage;

    CoverageSockets(House house, Coverage coverage) {
        this.house = house;
        this.coverage = coverage;
    }

    /** Last of all: the brokerage of the house ends with the replays. */
    void operations() {
        synchronisation();
        marketData("Quote", "quotes");
        marketData("DOM", "doms");
        marketData("Histogram", "histograms");
        charts();
        replays();
    }

    private void synchronisation() {
        Socket socket = new Socket(Domain.DEMO);
        JsonNode state = ask(house.brokerage, socket, "user/syncrequest", "{'users':[" + house.admin + "]}");
        assertEquals(house.admin, state.at("/users/0/id").asLong());
        house.get(
                "order/placeorder",
                "{'accountId':" + house.account + ",'action':'Buy','symbol':'ESZ6','orderQty':1,'orderType':'Market'}");
        socket.hears(event -> event.at("/d/entityType").asText().equals("order"));
        coverage.settle("user/syncrequest", Verdict.BEHAVES, "");
        seen("user/syncrequest");
    }

    private void marketData(String what, String array) {
        Socket socket = new Socket(Domain.MD);
        JsonNode answer = ask(house.brokerage, socket, "md/subscribe" + what, ES);
        assertTrue(answer.path("subscriptionId").isIntegralNumber(), answer::toString);
        socket.hears(event -> event.at("/d/" + array + "/0/contractId").asInt() == house.es);
        seen("md/subscribe" + what);
        ask(house.brokerage, socket, "md/unsubscribe" + what, ES);
        int heard = socket.events.size();
        // A second socket hears the market move on; the first does not.
        Socket other = new Socket(Domain.MD);
        ask(house.brokerage, other, "md/subscribe" + what, ES);
        other.hears(event -> true);
        int before = other.events.size();
        house.clock.addAndGet(60 * House.SECOND);
        Coverage.await(() -> other.events.size() > before);
        assertEquals(heard, socket.events.size());
        ask(house.brokerage, other, "md/unsubscribe" + what, ES);
        seen("md/unsubscribe" + what);
    }

    private void charts() {
        Socket socket = new Socket(Domain.MD);
        JsonNode opened = ask(
                house.brokerage,
                socket,
                "md/getChart",
                "{'symbol':'ESZ6','chartDescription':{'underlyingType':'MinuteBar','elementSize':1,"
                        + "'elementSizeUnit':'UnderlyingUnits','withHistogram':false},"
                        + "'timeRange':{'asMuchAsElements':5}}");
        long historical = opened.path("historicalId").asLong();
        assertTrue(historical != 0, opened::toString);
        socket.hears(event -> event.at("/d/charts/0/bars").size() > 0);
        socket.hears(event -> event.at("/d/charts/0/eoh").asBoolean());
        seen("md/getChart");
        ask(house.brokerage, socket, "md/cancelChart", "{'subscriptionId':" + historical + "}");
        seen("md/cancelChart");
    }

    private void replays() {
        try (Brokerage replay = new ReplayBrokerage(
                house.brokerage, () -> house.market, House.CATALOGUE, house.clock::get, ReplaySettings.STRICT)) {
            Socket socket = new Socket(Domain.REPLAY);
            replay.opened(socket);
            String start = "'startTimestamp':'2026-11-17T15:00:00Z'";
            JsonNode check = ask(replay, socket, "replay/checkreplaysession", "{" + start + "}");
            assertEquals("OK", check.path("checkStatus").asText(), check::toString);
            JsonNode begun =
                    ask(replay, socket, "replay/initializeclock", "{" + start + ",'speed':0,'initialBalance':50000}");
            assertTrue(begun.path("ok").asBoolean(), begun::toString);
            JsonNode clock = socket.hears(event -> event.path("e").asText().equals("clock"));
            assertTrue(clock.path("d").asText().contains("2026-11-17T15:00"), clock::toString);
            int heard = socket.events.size();
            assertTrue(ask(replay, socket, "replay/changespeed", "{'speed':400}")
                    .path("ok")
                    .asBoolean());
            Coverage.await(() -> socket.events.size() > heard);
            replay.closed(socket);
        }
        for (String operation : List.of("checkreplaysession", "initializeclock", "changespeed")) {
            coverage.settle("replay/" + operation, Verdict.BEHAVES, "");
            seen("replay/" + operation);
        }
    }

    private void seen(String path) {
        coverage.sockets.put(
                Schema.standard().socketOperation(path).orElseThrow().path(), Verdict.BEHAVES);
    }

    private JsonNode ask(Brokerage brokerage, Socket socket, String path, String arguments) {
        ObjectNode given = (ObjectNode) House.parse(arguments.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        ObjectNode sound =
                switch (CHECK.check(Schema.standard().socketOperation(path).orElseThrow(), Map.of(), given)) {
                    case Checked.Sound(ObjectNode passed) -> passed;
                    case Checked.Violated violated -> throw new AssertionError(path + ": " + violated);
                };
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        brokerage.call(new Call(socket.domain(), socket.caller(), path, sound, Optional.of(socket)), answer::complete);
        Answer told = House.await(answer);
        DomainContract.answer(path, told);
        return switch (told) {
            case Answer.Done(byte[] json) -> House.parse(json.length == 0 ? new byte[] {'{', '}'} : json);
            case Answer.Refused refused -> throw new AssertionError(path + ": " + refused);
            case Answer.Split split -> throw new AssertionError(path + ": " + split);
        };
    }

    private final class Socket implements Connection {
        private final Domain domain;
        private final List<JsonNode> events = new CopyOnWriteArrayList<>();

        Socket(Domain domain) {
            this.domain = domain;
        }

        JsonNode hears(Predicate<JsonNode> wanted) {
            Coverage.await(() -> events.stream().anyMatch(wanted));
            return events.stream().filter(wanted).findFirst().orElseThrow();
        }

        @Override
        public long id() {
            return System.identityHashCode(this);
        }

        @Override
        public Domain domain() {
            return domain;
        }

        @Override
        public Caller caller() {
            return new Caller(house.admin, "trader", 7, Set.of());
        }

        @Override
        public void event(byte[] message) {
            events.add(House.parse(message));
        }

        @Override
        public boolean isDrained() {
            return true;
        }

        @Override
        public void whenDrained(Runnable then) {
            then.run();
        }
    }
}
