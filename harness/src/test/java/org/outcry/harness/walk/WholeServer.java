package org.outcry.harness.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.outcry.desk.Bootstrap;
import org.outcry.desk.Desk;
import org.outcry.desk.DeskSettings;
import org.outcry.desk.FirstUser;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.order.TriggerSource;
import org.outcry.feed.Feed;
import org.outcry.gateway.GatewayServer;
import org.outcry.gateway.GatewaySettings;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.crosstrade.StreamLimits;
import org.outcry.gateway.link.LinkTimings;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.memory.MemoryLedger;
import org.outcry.link.DeskLink;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;

/** Gateway, desk, feed and a ledger in memory in one process, on a market that is always open; orders arrive at once. */
final class WholeServer implements AutoCloseable {
    static final String USER = "trader";
    /** A Wednesday, three in the night in Chicago: while a test lasts no session ends, no contract rolls, no price goes far. */
    static final long QUIET = nanos("2026-11-18T09:00:10Z");

    private static final long SEED = 20_261_121;
    private static final long CASH_MICROS = 100_000_000_000L;
    private static final AccountSettings AT_ONCE =
            new AccountSettings(0, 0, AccountSettings.FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);

    final MemoryLedger ledger;
    final GatewayServer gateway;
    final String token;
    private final Path data;
    private final Feed feed;
    private final Desk desk;

    private WholeServer(
            LongSupplier clock, SessionMode hours, boolean feeding, long replyMillis, UnaryOperator<DeskLink> between) {
        try {
            data = Files.createTempDirectory("outcry-walk");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Catalogue catalogue = Catalogue.standard(hours, RollRule.THURSDAY8);
        ProceduralMarket market = new ProceduralMarket(catalogue, SEED, hours);
        ledger = new MemoryLedger(clock);
        try (Bootstrap bootstrap = new Bootstrap(ledger, catalogue)) {
            bootstrap.start(new FirstUser(USER, List.of("Sim101", "Sim102"), CASH_MICROS, AT_ONCE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
        if (feeding) {
            delaySecond();
        }
        feed = new Feed(ledger, market, ledger.appliedNanos());
        if (feeding) {
            feed.start();
        }
        desk = new Desk(ledger, market, catalogue, DeskSettings.of("walk", data.resolve("strategies")), feed);
        gateway = GatewayServer.start(GatewaySettings.on(0, data)
                .withProfile(Profile.OPEN)
                .withTimings(LinkTimings.PROMISED, StreamLimits.of(Profile.OPEN), replyMillis));
        AttachedDesk attached = gateway.attach(between.apply(desk));
        desk.attach(attached);
        gateway.access().addUser(USER);
        token = gateway.access().create(USER, "walk").secret();
        gateway.tokensChanged();
    }

    /** Orders of the second account take a moment to arrive, so that something can be asked while they are on their way. */
    private void delaySecond() {
        long user = ledger.views().user(USER).orElseThrow().userId();
        AccountSettings delayed = new AccountSettings(
                150_000_000, 0, AccountSettings.FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);
        ledger.submit(
                CommandKey.NONE,
                0,
                new Command.ChangeAccount(ledger.views().accounts(user).get(1).accountId(), delayed),
                OutcomeListener.IGNORE);
    }

    /** As the product runs, with something between the gateway and its desk. */
    static WholeServer running(UnaryOperator<DeskLink> between) {
        long begun = System.nanoTime();
        return new WholeServer(() -> QUIET + System.nanoTime() - begun, SessionMode.ALWAYS_OPEN, true, 10_000, between);
    }

    /** Time stands still, so that only calls can change anything. */
    static WholeServer standing() {
        return new WholeServer(() -> QUIET, SessionMode.ALWAYS_OPEN, false, 20_000, UnaryOperator.identity());
    }

    /** The exchange's own hours at a time that only the test moves; nothing happens but what is asked for. */
    static WholeServer inRealHours(LongSupplier clock) {
        return new WholeServer(clock, SessionMode.REAL_HOURS, false, 30_000, UnaryOperator.identity());
    }

    /** What an administrator may do, beside the doors under test. */
    Outcome command(Command command) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        ledger.submit(CommandKey.NONE, 0, command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                answer.complete(outcome);
            }

            @Override
            public void onFailure(Failure failure) {
                answer.completeExceptionally(new IllegalStateException(command + ": " + failure));
            }
        });
        return answer.orTimeout(60, TimeUnit.SECONDS).join();
    }

    Walker walker(Duration patience) {
        return new Walker(uri(), token, patience);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + gateway.port());
    }

    static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }

    @Override
    public void close() {
        gateway.close();
        desk.close();
        feed.close();
        ledger.close();
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
