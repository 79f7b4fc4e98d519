package org.outcry.bench.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.outcry.brokerage.BrokerageSettings;
import org.outcry.brokerage.LedgerBrokerage;
import org.outcry.brokerage.replay.ReplayBrokerage;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.engine.Engine;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;

/**
 * A replay as fast as the machine can, through the brokerage's door: with nothing in the account, and with a position between a target
 * and a stop that are worked for. Beside it the floor: the market's events alone, walked by nobody's orders. Arguments: rounds, hours of
 * each.
 */
public final class ReplayRunner implements Connection {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECOND = 1_000_000_000L;
    private static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
    private static final Caller CALLER = new Caller(Engine.FIRST_ID, "trader", 7, Set.of());

    private final Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    private final SynchronousQueue<String> stops = new SynchronousQueue<>();
    private final ReplayBrokerage door;
    private final MemoryLedger live;
    private volatile String awaited = "never";

    private ReplayRunner() {
        long present = nanos(Instant.parse("2026-11-20T18:00:00Z"));
        live = new MemoryLedger(() -> present);
        door = new ReplayBrokerage(
                new LedgerBrokerage(live, market(), catalogue, () -> present, BrokerageSettings.STANDARD),
                this::market,
                catalogue,
                () -> present,
                ReplaySettings.OPEN);
    }

    private MarketData market() {
        return new ProceduralMarket(catalogue, 42, SessionMode.ALWAYS_OPEN);
    }

    public static void main(String[] words) throws InterruptedException {
        int rounds = Integer.parseInt(words[0]);
        int hours = Integer.parseInt(words[1]);
        ReplayRunner runner = new ReplayRunner();
        double[] floor = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            double speed = runner.floor(START.plusSeconds((i + 1) * 3600L * hours), hours);
            if (i >= 0) {
                floor[i] = speed;
            }
        }
        double[] empty = runner.replayed(rounds, hours, false);
        long cpu = Figures.cpuNanos();
        double[] working = runner.replayed(rounds, hours, true);
        cpu = Figures.cpuNanos() - cpu;
        new Figures()
                .put("floor", median(floor))
                .put("empty", median(empty))
                .put("working", median(working))
                .put("cpuNanosPerHour", (double) cpu / ((rounds + 1) * hours))
                .print();
        runner.door.close();
        runner.live.close();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND;
    }

    /** Hours of one contract's events a second. */
    private double floor(Instant from, int hours) {
        int contract =
                catalogue.resolve("ES", nanos(from)).orElseThrow().contract().contractId();
        long[] seen = new long[1];
        long begun = System.nanoTime();
        market().events(contract, nanos(from), nanos(from) + hours * 3600L * SECOND, new MarketData.MarketEvents() {
            @Override
            public void onQuote(MarketSnapshot market) {
                seen[0]++;
            }

            @Override
            public void onTrade(Trade trade, MarketSnapshot market) {
                seen[0]++;
            }
        });
        if (seen[0] == 0) {
            throw new IllegalStateException("nothing happened");
        }
        return hours / ((System.nanoTime() - begun) / 1e9);
    }

    /** Hours of replay a second, of each round behind the first. */
    private double[] replayed(int rounds, int hours, boolean working) throws InterruptedException {
        must("replay/initializeclock", "{'startTimestamp':'" + START + "','speed':0,'initialBalance':10000000}");
        Instant at = START;
        if (working) {
            at = work(at);
        }
        double[] speeds = new double[rounds];
        for (int i = -1; i < rounds; i++) {
            Instant until = at.plusSeconds(hours * 3600L);
            long begun = System.nanoTime();
            playTo(until);
            if (i >= 0) {
                speeds[i] = hours / ((System.nanoTime() - begun) / 1e9);
            }
            at = until;
        }
        int held = ask("position/list", "{}").path(0).path("netPos").asInt();
        if (held != (working ? 1 : 0)) {
            throw new IllegalStateException("the position is " + held);
        }
        return speeds;
    }

    /** A position, and a target and a stop far enough away to be worked for all along. */
    private Instant work(Instant at) throws InterruptedException {
        long account = ask("account/list", "{}").get(0).path("id").asLong();
        String order = "{'accountId':" + account + ",'symbol':'ESM6','orderQty':1,'timeInForce':'GTC','action':";
        must("order/placeorder", order + "'Buy','orderType':'Market'}");
        Instant later = at.plusSeconds(1);
        playTo(later);
        double price = ask("fill/list", "{}").get(0).path("price").asDouble();
        must(
                "order/placeoco",
                order + "'Sell','orderType':'Limit','price':" + (price + 300)
                        + ",'other':{'action':'Sell','orderType':'Stop','stopPrice':" + (price - 300) + "}}");
        return later;
    }

    private void playTo(Instant until) throws InterruptedException {
        awaited = until.toString().replace("Z", ".000Z");
        must("replay/changespeed", "{'speed':" + Integer.MAX_VALUE + ",'pauseAt':'" + until + "'}");
        if (stops.poll(5, TimeUnit.MINUTES) == null) {
            throw new IllegalStateException("the replay does not come to " + until);
        }
    }

    private void must(String path, String arguments) {
        JsonNode answer = ask(path, arguments);
        if (answer.has("errorText") || answer.has("failureReason")) {
            throw new IllegalStateException(path + ": " + answer);
        }
    }

    private JsonNode ask(String path, String arguments) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        ObjectNode object = (ObjectNode) parse(arguments.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        door.call(new Call(Domain.REPLAY, CALLER, path, object, Optional.of(this)), answer::complete);
        return switch (answer.orTimeout(60, TimeUnit.SECONDS).join()) {
            case Answer.Done(byte[] json) -> parse(json);
            default -> throw new IllegalStateException(path + " was refused");
        };
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void event(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        if (text.contains("\\\"s\\\":0") && text.contains(awaited)) {
            stops.offer(text);
        }
    }

    @Override
    public long id() {
        return 1;
    }

    @Override
    public Domain domain() {
        return Domain.REPLAY;
    }

    @Override
    public Caller caller() {
        return CALLER;
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
