package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.remote.picture.Library;
import org.outcry.remote.picture.Library.Known;
import org.outcry.remote.picture.Wire;
import org.outcry.remote.signin.Tokens.Token;
import org.outcry.remote.socket.RemoteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quotes and bars of a remote environment. A contract is subscribed to when somebody asks for it, and left again when nobody has for
 * ten minutes; a refused subscription is tried again with growing pauses. Before its first quote a market is not quoted; when the quotes
 * are cut off the last one stands, since positions have to be valued, and {@link #current} says that it is no answer any more. There is
 * no history of single events.
 *
 * <p>One thread owns the socket; questions may come from any.
 */
public final class RemoteMarket implements MarketData, AutoCloseable {
    /** Contracts subscribed to at once; one more is not quoted. */
    private static final int MAX_CONTRACTS = 500;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY = 429;
    private static final int FAILED = 500;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long IDLE_NANOS = 10 * MINUTE;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(RemoteMarket.class);

    private final Library library;
    private final RemoteTimings timings;
    private final BiConsumer<Integer, Runnable> finder;
    private final ScheduledThreadPoolExecutor owner;
    private final Map<Integer, Subscribed> contracts = new ConcurrentHashMap<>();
    private final Penalties penalties;
    private final IntPredicate held;
    private final Charts charts;
    private Optional<RemoteSocket> socket = Optional.empty();
    private long beatenNanos = System.nanoTime();

    /** One contract. What is not volatile belongs to the owner's thread. */
    private static final class Subscribed {
        private final int contractId;
        private final CompletableFuture<Void> quoted = new CompletableFuture<>();
        private final ObjectNode entries = JSON.createObjectNode();
        private volatile MarketSnapshot market;
        private volatile SessionStatistics session =
                new SessionStatistics(0, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, 0);
        private volatile long askedNanos = System.nanoTime();
        /** A quote has come since the connection was made. */
        private volatile boolean followed;
        /** {@link System#nanoTime()} since when it is not followed. */
        private volatile long partedNanos = System.nanoTime();
        /** The other side has taken the subscription, or will never: nothing is left to try on this connection. */
        private boolean settled;

        private long tryNanos = System.nanoTime();
        private long pauseNanos;
        private Optional<String> ticket = Optional.empty();

        private Subscribed(int contractId) {
            this.contractId = contractId;
            this.market = nothing(contractId);
        }

        private void begin(long firstPauseNanos) {
            settled = false;
            ticket = Optional.empty();
            tryNanos = System.nanoTime();
            pauseNanos = firstPauseNanos;
        }
    }

    /**
     * @param finder makes the library know a contract over there, then runs the rest
     * @param held whether somebody holds a contract or has an order in it
     */
    RemoteMarket(
            Library library,
            RemoteTimings timings,
            Penalties penalties,
            BiConsumer<Integer, Runnable> finder,
            IntPredicate held) {
        this.library = library;
        this.timings = timings;
        this.penalties = penalties;
        this.finder = finder;
        this.held = held;
        this.charts = new Charts(timings, this::owned, this::request);
        this.owner = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("remote-market").factory());
        owner.scheduleWithFixedDelay(() -> guarded(this::tick), 1, 1, TimeUnit.SECONDS);
    }

    // ---- the connection, on the owner's thread

    Connection.User line(Runnable whole) {
        return new Connection.User() {
            @Override
            public void onOpen(RemoteSocket opened, Token token) {
                socket = Optional.of(opened);
                contracts.values().forEach(contract -> {
                    contract.begin(timings.firstPause().toNanos());
                    subscribe(contract);
                });
                whole.run();
            }

            @Override
            public void onEvent(String kind, JsonNode data) {
                switch (kind) {
                    case "md" -> data.path("quotes").forEach(RemoteMarket.this::quote);
                    case "chart" -> data.path("charts").forEach(charts::packet);
                    default -> {
                        // Nothing else was asked for.
                    }
                }
            }

            @Override
            public void onClosed(String reason) {
                socket = Optional.empty();
                contracts.values().forEach(RemoteMarket::part);
                charts.cut();
            }
        };
    }

    void owned(Runnable work) {
        try {
            owner.execute(() -> guarded(work));
        } catch (RejectedExecutionException closing) {
            LOG.debug("event=remote_market_closing");
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("event=remote_market_failure", e);
            socket.ifPresent(open -> open.abort("a failure of ours"));
        }
    }

    private void tick() {
        long now = System.nanoTime();
        if (now - beatenNanos > timings.heartbeat().toNanos()) {
            beatenNanos = now;
            socket.ifPresent(open -> open.beat(timings.silence()));
        }
        for (Subscribed contract : List.copyOf(contracts.values())) {
            if (now - contract.askedNanos > IDLE_NANOS && !held.test(contract.contractId)) {
                contracts.remove(contract.contractId);
                send("md/unsubscribeQuote", symbol(contract.contractId));
            } else if (!contract.settled && now - contract.tryNanos >= 0) {
                subscribe(contract);
            }
        }
    }

    private static void part(Subscribed contract) {
        if (contract.followed) {
            contract.followed = false;
            contract.partedNanos = System.nanoTime();
        }
    }

    /** Asks for the quotes of a contract; until that is settled the clock asks again, also when no answer has come at all. */
    private void subscribe(Subscribed contract) {
        if (socket.isEmpty()) {
            return;
        }
        contract.tryNanos = System.nanoTime() + timings.connect().toNanos();
        finder.accept(
                contract.contractId,
                () -> owned(() -> {
                    ObjectNode body = symbol(contract.contractId);
                    contract.ticket.ifPresent(secret -> body.put("p-ticket", secret));
                    contract.ticket = Optional.empty();
                    send("md/subscribeQuote", body, (status, data) -> subscribed(contract, status, data));
                }));
    }

    /** A side that is still starting, busy or failing is asked again; one that says no to the request itself is not. */
    private void subscribed(Subscribed contract, int status, JsonNode data) {
        contract.settled = !refused(status, data) || (status >= BAD_REQUEST && status < FAILED && status != TOO_MANY);
        if (contract.settled) {
            return;
        }
        long pause = contract.pauseNanos;
        if (data.path("p-captcha").asBoolean()) {
            pause = 60 * MINUTE;
        } else if (data.has("p-ticket")) {
            contract.ticket = Optional.of(data.path("p-ticket").asText());
            pause = Math.max(1, data.path("p-time").asLong()) * SECOND;
        }
        contract.tryNanos = System.nanoTime() + pause;
        contract.pauseNanos = Math.min(timings.longestPause().toNanos(), contract.pauseNanos * 2);
    }

    private static boolean refused(int status, JsonNode data) {
        return status != OK || data.has("errorText") || data.has("p-ticket");
    }

    private interface Answered {
        void on(int status, JsonNode data);
    }

    private ObjectNode symbol(int contractId) {
        return JSON.createObjectNode()
                .put("symbol", library.local(contractId).map(Known::symbol).orElse(""));
    }

    private void send(String endpoint, ObjectNode body) {
        send(endpoint, body, (_, _) -> {});
    }

    private void send(String endpoint, ObjectNode body, Answered then) {
        request(endpoint, body, new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                if (refused(status, data)) {
                    LOG.warn(
                            "event=remote_market_refused endpoint={} status={} symbol={}",
                            endpoint,
                            status,
                            body.path("symbol").asText());
                }
                then.on(status, data);
            }

            @Override
            public void onLost() {
                // Subscribed again when it is back.
            }
        });
    }

    /** Nothing at all is sent while we are to be silent. */
    private void request(String endpoint, ObjectNode body, RemoteSocket.ReplyListener listener) {
        if (socket.isEmpty() || penalties.silent()) {
            listener.onLost();
            return;
        }
        socket.get().request(endpoint, "", body.toString(), new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                if (status == TOO_MANY) {
                    penalties.note(endpoint, status, data);
                }
                listener.onReply(status, data);
            }

            @Override
            public void onLost() {
                listener.onLost();
            }
        });
    }

    private void quote(JsonNode quote) {
        Optional<Known> known =
                library.remote(quote.path("contractId").asLong()).flatMap(found -> found);
        Subscribed contract =
                known.map(found -> contracts.get(found.contractId())).orElse(null);
        if (contract == null) {
            return;
        }
        // Any entry may be missing: then the last one told still holds.
        quote.path("entries").properties().forEach(entry -> contract.entries.set(entry.getKey(), entry.getValue()));
        long time = Wire.nanos(quote.path("timestamp"), 0);
        JsonNode entries = contract.entries;
        contract.session = new SessionStatistics(
                0,
                price(entries, "OpeningPrice", known.get()),
                price(entries, "HighPrice", known.get()),
                price(entries, "LowPrice", known.get()),
                price(entries, "Trade", known.get()),
                price(entries, "SettlementPrice", known.get()),
                entries.path("TotalTradeVolume").path("size").asLong());
        contract.market = new MarketSnapshot(
                contract.contractId,
                time,
                time,
                price(entries, "Bid", known.get()),
                price(entries, "Offer", known.get()),
                price(entries, "Trade", known.get()),
                size(entries, "Trade"),
                entries.path("TotalTradeVolume").path("size").asLong(),
                Depth.of(size(entries, "Bid")),
                Depth.of(size(entries, "Offer")));
        contract.followed = true;
        contract.quoted.complete(null);
    }

    private static long price(JsonNode entries, String entry, Known contract) {
        return Wire.ticks(entries.path(entry).path("price"), contract.grid());
    }

    private static int size(JsonNode entries, String entry) {
        return Math.max(0, entries.path(entry).path("size").asInt());
    }

    // ---- questions, any thread

    /** Somebody holds it or has an order in it: it is subscribed to, as long as that is so. */
    void traded(int contractId) {
        want(contractId);
    }

    /** Completes when a contract is quoted for the first time, or cannot be. */
    CompletableFuture<Void> quoted(int contractId) {
        return want(contractId)
                .map(contract -> contract.quoted.copy())
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private Optional<Subscribed> want(int contractId) {
        Subscribed known = contracts.get(contractId);
        if (known != null) {
            known.askedNanos = System.nanoTime();
            return Optional.of(known);
        }
        if (contracts.size() >= MAX_CONTRACTS || library.local(contractId).isEmpty()) {
            return Optional.empty();
        }
        Subscribed fresh = new Subscribed(contractId);
        Subscribed other = contracts.putIfAbsent(contractId, fresh);
        if (other != null) {
            return Optional.of(other);
        }
        owned(() -> {
            fresh.begin(timings.firstPause().toNanos());
            subscribe(fresh);
        });
        return Optional.of(fresh);
    }

    /** Whether its market may be answered with: it has been quoted, and is followed or was until a moment ago. */
    boolean current(int contractId) {
        return want(contractId)
                .filter(contract -> contract.quoted.isDone())
                .filter(contract -> contract.followed
                        || System.nanoTime() - contract.partedNanos
                                <= timings.stale().toNanos())
                .isPresent();
    }

    private static MarketSnapshot nothing(int contractId) {
        return new MarketSnapshot(
                contractId, 0, 0, Prices.NONE, Prices.NONE, Prices.NONE, 0, 0, Depth.EMPTY, Depth.EMPTY);
    }

    /** The last that was told, however old: a position is worth its last trade, not yesterday's settlement. */
    @Override
    public MarketSnapshot at(int contractId, long timeNanos) {
        return want(contractId).map(contract -> contract.market).orElseGet(() -> nothing(contractId));
    }

    /** Nobody keeps the single events of another environment's market. */
    @Override
    public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {
        // None are known.
    }

    @Override
    public SessionStatistics session(int contractId, long timeNanos) {
        return want(contractId).map(contract -> contract.session).orElseGet(() -> new Subscribed(contractId).session);
    }

    /** True for the periods that the protocol's charts have. */
    static boolean hasBars(BarPeriod period) {
        return switch (period.kind()) {
            case MINUTE, HOUR -> true;
            case DAY -> period.size() == 1;
            case TICK, SECOND, WEEK, MONTH, YEAR, RANGE, VOLUME -> false;
        };
    }

    /** Waits for the chart: off the owner's thread and off event loops. Empty for periods without charts. */
    @Override
    public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
        Optional<Known> known = library.local(contractId);
        if (known.isEmpty() || !hasBars(period)) {
            return List.of();
        }
        long minutes = switch (period.kind()) {
            case HOUR -> 60L * period.size();
            case DAY -> DAY / MINUTE;
            case TICK, SECOND, MINUTE, WEEK, MONTH, YEAR, RANGE, VOLUME -> period.size();
        };
        boolean daily = period.kind() == BarPeriod.Kind.DAY;
        ObjectNode body = symbol(contractId);
        body.putObject("chartDescription")
                .put("underlyingType", daily ? "DailyBar" : "MinuteBar")
                .put("elementSize", daily ? 1 : minutes)
                .put("elementSizeUnit", "UnderlyingUnits")
                .put("withHistogram", false);
        body.putObject("timeRange").put("closestTimestamp", Wire.time(toNanos)).put("asMuchAsElements", limit + 1);
        List<Bar> bars = charts.read(body, known.get(), minutes * MINUTE);
        List<Bar> within = bars.stream()
                .filter(bar -> bar.closeNanos() > fromNanos && bar.closeNanos() <= toNanos)
                .sorted(Comparator.comparingLong(Bar::closeNanos))
                .toList();
        return within.subList(Math.max(0, within.size() - limit), within.size());
    }

    /** Contracts subscribed to, for tests and health. */
    Set<Integer> subscribed() {
        return new HashSet<>(contracts.keySet());
    }

    @Override
    public void close() {
        owner.shutdownNow();
    }
}
