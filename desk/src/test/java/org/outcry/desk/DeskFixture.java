package org.outcry.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.outcry.contract.Contract;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Side;
import org.outcry.feed.Feed;
import org.outcry.feed.FeedSteps;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;

/** A desk over a ledger in memory and a scripted market, on a clock the test moves. */
public final class DeskFixture implements AutoCloseable {
    /** A Wednesday morning in Chicago. */
    public static final long START = nanos("2026-11-18T15:00:00Z");

    public static final long MILLI = 1_000_000L;
    public static final long SECOND = 1_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    public final AtomicLong clock = new AtomicLong(START);
    public final Catalogue catalogue = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.MONDAY);
    public final ScriptedMarket market = new ScriptedMarket();
    public final MemoryLedger ledger = new MemoryLedger(clock::get);
    public final Feed feed;
    public Desk desk;
    /** ES December 2026: tick 0.25, worth 12.50. */
    public final int es;

    private final Path strategies;
    private long nextId;

    /** No delays, a tenth of the margin. */
    public static final AccountSettings EASY =
            new AccountSettings(0, 0, AccountSettings.FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 10);

    /** As {@link #EASY}, but everything takes 50 milliseconds to arrive. */
    public static final AccountSettings DELAYED = new AccountSettings(
            50 * MILLI, 0, AccountSettings.FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 10);

    public DeskFixture() {
        this(EASY);
    }

    public DeskFixture(AccountSettings settings) {
        this(settings, Path.of("target", "no-strategies"));
    }

    /** @param strategies folder of strategies that a test runs */
    public DeskFixture(AccountSettings settings, Path strategies) {
        es = catalogue.resolve("ES 12-26", START).orElseThrow().contract().contractId();
        try (Bootstrap bootstrap = new Bootstrap(ledger, catalogue)) {
            bootstrap.bringUpToDate(new FirstUser("trader", List.of("Sim101", "Sim102"), 100_000_000_000L, settings));
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        feed = new Feed(ledger, market, ledger.appliedNanos());
        this.strategies = strategies;
        startDesk();
        market.quote(es, START - SECOND, 27_600, 27_601, 50);
        market.trade(es, START - SECOND + 1, 27_600, 1, Side.SELL);
    }

    /** The reply of one call. */
    public record Answer(int status, JsonNode json) {
        public String error() {
            return json.path("error").asText();
        }

        public String text(String field) {
            assertTrue(json.has(field), () -> field + " is missing in " + json);
            return json.path(field).asText();
        }

        /** Fails with the whole answer unless it is a success. */
        public Answer ok() {
            assertEquals(200, status, json::toString);
            assertTrue(json.isArray() || json.path("success").asBoolean(), json::toString);
            return this;
        }
    }

    /** Calls with arguments in JSON, single quotes for double ones. */
    public Answer call(String operation, String args) {
        Answer answer = await(start(operation, args));
        Contract.desk(operation, answer.status(), answer.json());
        return answer;
    }

    /** The call before once more, under the same durable key: its answer was lost. */
    public Answer repeat(String operation, String args) {
        nextId--;
        return call(operation, args);
    }

    public CompletableFuture<Answer> start(String operation, String args) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        nextId++;
        desk.request(new DeskRequest(nextId, "trader", operation, object(args), 7, nextId), new DeskLink.Listener() {
            @Override
            public void onReply(DeskReply reply) {
                if (!answer.complete(new Answer(reply.status(), read(reply.body())))) {
                    throw new AssertionError("a second reply");
                }
            }

            @Override
            public void onLost() {
                answer.completeExceptionally(new AssertionError("lost"));
            }
        });
        return answer;
    }

    public static Answer await(CompletableFuture<Answer> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** A new desk over the same ledger, as after a restart of its process. */
    public void restart() {
        stopDesk();
        startDesk();
    }

    public void stopDesk() {
        desk.close();
    }

    public final void startDesk() {
        desk = new Desk(ledger, market, catalogue, DeskSettings.of("test", strategies), feed);
    }

    /** Moves time on and lets the feed do all it then wants. */
    public void pass(long nanos) {
        clock.addAndGet(nanos);
        FeedSteps.settle(feed, clock.get());
    }

    public static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object(String args) {
        try {
            return (ObjectNode) JSON.readTree(args.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static long nanos(String iso) {
        Instant instant = Instant.parse(iso);
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    @Override
    public void close() {
        desk.close();
        feed.close();
    }
}
