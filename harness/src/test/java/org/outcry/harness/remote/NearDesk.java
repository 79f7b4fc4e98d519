package org.outcry.harness.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.outcry.contract.Contract;
import org.outcry.desk.Desk;
import org.outcry.desk.DeskSettings;
import org.outcry.feed.Feed;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.ServedDesk;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.remote.RemoteEnvironment;
import org.outcry.remote.RemoteSettings;
import org.outcry.remote.RemoteTimings;
import org.outcry.remote.order.Allowance;
import org.outcry.remote.signin.Credentials;
import org.outcry.tradovate.Domain;

/** A desk of ours over an account that lives on the far server, with a cutter in each of its wires. */
final class NearDesk implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Requests a minute: as if nobody counted. */
    private static final int PLENTY = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RemoteTimings TIMINGS = new RemoteTimings(
            Duration.ofSeconds(5),
            Duration.ofMillis(200),
            Duration.ofSeconds(3),
            Duration.ofMillis(50),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(15));

    final Cutter wire;
    final Cutter prices;
    final RemoteEnvironment environment;
    final List<DeskEvent> events = new CopyOnWriteArrayList<>();
    final List<String> news = new CopyOnWriteArrayList<>();
    private final Feed feed;
    private final Desk inner;
    private final ServedDesk desk;
    private final String account;
    /** Keys are for ever: another process must not use this one's. */
    private long nextKey = System.nanoTime();

    NearDesk(FarServer far, String account, Path directory) throws IOException {
        this(far, account, directory, Optional.empty());
    }

    /** @param stale when reads stop being answered after a cut */
    NearDesk(FarServer far, String account, Path directory, Duration stale) throws IOException {
        this(
                new Cutter(far.port(Domain.DEMO)),
                new Cutter(far.port(Domain.MD)),
                account,
                directory,
                Optional.empty(),
                far.catalogue,
                TIMINGS.withStale(stale),
                PLENTY);
    }

    /** @param allowance for a live account */
    NearDesk(FarServer far, String account, Path directory, Optional<Allowance> allowance) throws IOException {
        this(
                new Cutter(far.port(allowance.isPresent() ? Domain.LIVE : Domain.DEMO)),
                new Cutter(far.port(Domain.MD)),
                account,
                directory,
                allowance,
                far.catalogue,
                TIMINGS,
                PLENTY);
    }

    /** Over a server at one address. */
    NearDesk(URI server, String account, Path directory) throws IOException {
        this(server, account, directory, Optional.empty(), PLENTY);
    }

    NearDesk(URI server, String account, Path directory, Optional<Allowance> allowance, int requestsPerMinute)
            throws IOException {
        this(server, account, directory, allowance, requestsPerMinute, TIMINGS);
    }

    /** One that does not wait long for an answer. */
    static NearDesk impatient(URI server, String account, Path directory) throws IOException {
        RemoteTimings timings = new RemoteTimings(
                Duration.ofSeconds(1),
                TIMINGS.heartbeat(),
                TIMINGS.silence(),
                TIMINGS.firstPause(),
                TIMINGS.longestPause(),
                TIMINGS.grace(),
                TIMINGS.stale());
        return new NearDesk(server, account, directory, Optional.empty(), PLENTY, timings);
    }

    private NearDesk(
            URI server,
            String account,
            Path directory,
            Optional<Allowance> allowance,
            int requestsPerMinute,
            RemoteTimings timings)
            throws IOException {
        this(
                new Cutter(server.getPort()),
                new Cutter(server.getPort()),
                account,
                directory,
                allowance,
                Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8),
                timings,
                requestsPerMinute);
    }

    private NearDesk(
            Cutter wire,
            Cutter prices,
            String account,
            Path directory,
            Optional<Allowance> allowance,
            Catalogue catalogue,
            RemoteTimings timings,
            int requestsPerMinute) {
        this.account = account;
        this.wire = wire;
        this.prices = prices;
        RemoteSettings settings = new RemoteSettings(
                "far",
                allowance.isPresent(),
                wire.rest(),
                prices.rest(),
                "trader",
                List.of(account),
                allowance,
                requestsPerMinute,
                new Credentials(FarServer.USER, FarServer.PASSWORD, "", "", "desk-of-a-test"),
                timings);
        this.environment = new RemoteEnvironment(settings, catalogue, directory.resolve("halt"), "1", news::add);
        this.feed = new Feed(
                environment.ledger(), environment.market(), environment.ledger().businessNanos());
        this.inner = new Desk(
                environment.ledger(),
                environment.market(),
                catalogue,
                DeskSettings.remote("far", directory.resolve("strategies")),
                feed);
        this.desk = environment.serve(inner);
        desk.attach(new DeskLink.Inbox() {
            @Override
            public void onQuote(String instrument, byte[] quoteJson) {
                // Asked for one by one here.
            }

            @Override
            public void onEvent(DeskEvent event) {
                events.add(event);
            }
        });
        desk.wantEvents(Set.of("trader"));
        environment.start();
    }

    NearDesk connected() {
        await(() -> environment.problem().isEmpty()
                && !environment.ledger().views().accounts(1).isEmpty());
        return this;
    }

    /** The reply of one call. */
    record Reply(int status, JsonNode json) {
        Reply ok() {
            if (status != 200
                    || (json.isObject()
                            && json.has("success")
                            && !json.path("success").asBoolean())) {
                throw new AssertionError(status + " " + json);
            }
            return this;
        }

        String text(String field) {
            return json.path(field).asText();
        }
    }

    Reply call(String operation, String args) {
        return get(start(operation, args));
    }

    static Reply get(CompletableFuture<Reply> reply) {
        try {
            return reply.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no answer", e);
        }
    }

    /** Arguments in JSON with single quotes; the account is put in. */
    CompletableFuture<Reply> start(String operation, String args) {
        return start(operation, args, ++nextKey);
    }

    /** The key of the call before. */
    long key() {
        return nextKey;
    }

    /** Under a key that may have been used before. */
    CompletableFuture<Reply> start(String operation, String args, long key) {
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        ObjectNode object;
        try {
            object = (ObjectNode) JSON.readTree(args.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        object.put("account", account);
        desk.request(
                new DeskRequest(key, "trader", operation, object, account.hashCode(), key), new DeskLink.Listener() {
                    @Override
                    public void onReply(DeskReply reply) {
                        try {
                            JsonNode json = JSON.readTree(reply.body());
                            Contract.desk(operation, reply.status(), json);
                            answer.complete(new Reply(reply.status(), json));
                        } catch (IOException | RuntimeException | AssertionError e) {
                            answer.completeExceptionally(e);
                        }
                    }

                    @Override
                    public void onLost() {
                        answer.completeExceptionally(new AssertionError("lost"));
                    }
                });
        return answer;
    }

    String place(String action, int quantity, String rest) {
        return call("PlaceOrder", order(action, quantity, rest)).ok().text("orderId");
    }

    static String order(String action, int quantity, String rest) {
        return "{'instrument':'ES','action':'" + action + "','quantity':" + quantity + "," + rest + "}";
    }

    String state(String orderId) {
        return call("GetOrderStatus", "{'orderId':'" + orderId + "'}").ok().text("status");
    }

    /** Signed contracts of ES. */
    int net() {
        Reply position = call("GetPosition", "{'instrument':'ES'}").ok();
        int quantity = position.json().path("quantity").asInt();
        return position.text("marketPosition").equals("Short") ? -quantity : quantity;
    }

    JsonNode executions() {
        return call("ListExecutions", "{'lookbackTime':900}").ok().json().path("executions");
    }

    long told(String kind) {
        return events.stream().filter(event -> event.kind().equals(kind)).count();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not come true");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        environment.close();
        inner.close();
        feed.close();
        wire.close();
        prices.close();
    }
}
