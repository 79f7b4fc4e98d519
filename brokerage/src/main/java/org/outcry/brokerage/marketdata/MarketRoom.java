package org.outcry.brokerage.marketdata;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.marketdata.charts.ChartRequest;
import org.outcry.brokerage.marketdata.charts.Charts;
import org.outcry.brokerage.marketdata.tape.Tape;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Listings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionCalendar;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;
import org.outcry.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions of sockets to a market: quotes, books, volumes by price, charts. One thread owns them all and looks at the market ten
 * times a second; histories are computed on two workers beside it. Given a market and a clock, it serves a replay as it serves
 * today.
 *
 * <p>Bounds: {@value #MAX_WAITING} requests that wait, {@value #MAX_SUBSCRIPTIONS} subscriptions and {@link Charts#MAX_CHARTS} charts of
 * a socket, {@value #MAX_HISTORIES} histories that wait for a worker. Beyond each the request is refused in words.
 */
public final class MarketRoom implements Feature {
    static final int MAX_SUBSCRIPTIONS = 2_000;
    private static final int MAX_WAITING = 4_096;
    private static final int MAX_HISTORIES = 256;
    private static final int WORKERS = 2;
    private static final long PERIOD_NANOS = 100_000_000L;
    private static final long IDLE_NANOS = 60_000_000_000L;
    private static final int REMEMBERED = 4_096;
    private static final String AREA = "Prices";
    private static final Logger LOG = LoggerFactory.getLogger(MarketRoom.class);
    private static final Answer FAILED = new Answer.Refused(500, "The market data of this contract failed");
    private static final Answer DONE = new Answer.Done(new byte[0]);

    private final MarketData market;
    private final Listings listings;
    private final Symbols symbols;
    private final LongSupplier clock;
    private final LongPredicate entitled;
    private final long period;
    private final ManyToOneConcurrentArrayQueue<Runnable> requests = new ManyToOneConcurrentArrayQueue<>(MAX_WAITING);
    /** Word that must not be refused; bounded by sockets and histories. */
    private final ConcurrentLinkedQueue<Runnable> word = new ConcurrentLinkedQueue<>();

    private final ExecutorService workers;
    private final Charts charts;
    private final Map<Integer, Board> boards = new LinkedHashMap<>();
    private final Map<Long, Client> clients = new HashMap<>();
    private final Gone gone = new Gone();
    private final Thread thread;
    private volatile boolean closing;
    private boolean started;

    /** What is told of a contract. */
    private enum Kind {
        QUOTE,
        DOM,
        HISTOGRAM
    }

    /** One contract that somebody looks at. */
    private static final class Board {
        private final Tape tape;
        private final Map<Kind, Channel> channels = new EnumMap<>(Kind.class);

        Board(Tape tape) {
            this.tape = tape;
        }
    }

    private record Subscription(Kind kind, int contractId) {}

    /** What one socket has subscribed to, by kind and what it called the contract: a continuous name may mean another one later. */
    private static final class Client {
        private final Map<Subscription, Long> subscriptions = new LinkedHashMap<>();
        private final Map<String, Integer> names = new HashMap<>();
    }

    /** Sockets that ended lately: a request of theirs may still have waited. */
    @SuppressWarnings("serial")
    private static final class Gone extends LinkedHashMap<Long, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * @param clock time of this market, nanoseconds UTC
     * @param entitled whether a user may have market data; any thread
     */
    public MarketRoom(MarketData market, Listings listings, LongSupplier clock, LongPredicate entitled) {
        this(market, listings, clock, entitled, PERIOD_NANOS);
    }

    /** With another pace, for tests. */
    MarketRoom(MarketData market, Listings listings, LongSupplier clock, LongPredicate entitled, long periodNanos) {
        this.period = periodNanos;
        this.market = market;
        this.listings = listings;
        this.symbols = new Symbols(listings);
        this.clock = clock;
        this.entitled = entitled;
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_HISTORIES),
                Thread.ofPlatform().name("brokerage-charts-", 0).daemon(true).factory());
        ((ThreadPoolExecutor) workers).allowCoreThreadTimeOut(true);
        this.charts = new Charts(market, workers, this::tell);
        this.thread = Thread.ofPlatform().name("brokerage-market").daemon(true).unstarted(this::run);
    }

    @Override
    public void register(Operations operations) {
        operations.addAside("md/subscribeQuote", (call, answer) -> ask(call, answer, Kind.QUOTE, true));
        operations.addAside("md/unsubscribeQuote", (call, answer) -> ask(call, answer, Kind.QUOTE, false));
        operations.addAside("md/subscribeDOM", (call, answer) -> ask(call, answer, Kind.DOM, true));
        operations.addAside("md/unsubscribeDOM", (call, answer) -> ask(call, answer, Kind.DOM, false));
        operations.addAside("md/subscribeHistogram", (call, answer) -> ask(call, answer, Kind.HISTOGRAM, true));
        operations.addAside("md/unsubscribeHistogram", (call, answer) -> ask(call, answer, Kind.HISTOGRAM, false));
        operations.addAside(
                "md/getChart",
                (call, answer) -> ask(call, answer, (connection, once) -> chart(call, connection, once)));
        operations.addAside(
                "md/cancelChart",
                (call, answer) -> ask(call, answer, (connection, once) -> cancel(call, connection, once)));
    }

    private void ask(Call call, Consumer<Answer> answer, Kind kind, boolean on) {
        ask(call, answer, (connection, once) -> {
            if (on) {
                subscribe(call, connection, kind, once);
            } else {
                unsubscribe(call, connection, kind, once);
            }
        });
    }

    /** Any thread. */
    private void ask(Call call, Consumer<Answer> answer, BiConsumer<Connection, Consumer<Answer>> task) {
        boolean here = call.domain() == Domain.MD || call.domain() == Domain.REPLAY;
        if (call.connection().isEmpty() || !here) {
            answer.accept(Answers.notFound(call.path()));
            return;
        }
        Connection connection = call.connection().get();
        if (call.caller().denied().contains(AREA)
                || !entitled.test(call.caller().userId())) {
            answer.accept(Answers.DENIED);
            return;
        }
        if (closing || !requests.offer(() -> serve(connection, answer, task))) {
            answer.accept(Answers.BUSY);
            return;
        }
        start();
        LockSupport.unpark(thread);
    }

    /** Answers even when a task fails, and then only once. */
    private static void serve(
            Connection connection, Consumer<Answer> answer, BiConsumer<Connection, Consumer<Answer>> task) {
        boolean[] answered = {false};
        try {
            task.accept(connection, value -> {
                answered[0] = true;
                answer.accept(value);
            });
        } catch (RuntimeException e) {
            if (!answered[0]) {
                answer.accept(FAILED);
            }
            throw e;
        }
    }

    /** The thread begins with the first who asks: most replays and tests never do. */
    private synchronized void start() {
        if (!started && !closing) {
            started = true;
            thread.start();
        }
    }

    private void tell(Runnable task) {
        word.add(task);
        LockSupport.unpark(thread);
    }

    @Override
    public void closed(Connection connection) {
        boolean begun;
        synchronized (this) {
            begun = started;
        }
        // Before the first request there is nothing to forget, and nobody who would: word would only pile up.
        if (begun) {
            tell(() -> forget(connection.id()));
        }
    }

    /** Word that nobody has taken up, for tests. */
    int waitingWord() {
        return word.size();
    }

    private void forget(long connectionId) {
        gone.put(connectionId, true);
        charts.closed(connectionId);
        Client client = clients.remove(connectionId);
        if (client != null) {
            client.subscriptions.keySet().forEach(subscription -> remove(subscription, connectionId));
        }
    }

    private void run() {
        long nextPulse = System.nanoTime();
        while (!closing) {
            drain();
            long now = System.nanoTime();
            boolean idle = boards.isEmpty();
            if (!idle && now - nextPulse >= 0) {
                guarded(this::pulse);
                // Even when a round takes longer than the period, half the thread's time is left to requests.
                nextPulse = Math.max(now + period, System.nanoTime() + period / 2);
            }
            if (requests.isEmpty() && word.isEmpty() && !closing) {
                LockSupport.parkNanos(this, idle ? IDLE_NANOS : Math.max(1, nextPulse - System.nanoTime()));
            }
        }
    }

    private void drain() {
        for (Runnable task = word.poll(); task != null; task = word.poll()) {
            guarded(task);
        }
        // As many as wait now: whoever asks again and again must not stop the market for the others.
        for (int i = requests.size(); i > 0; i--) {
            Runnable task = requests.poll();
            if (task != null) {
                guarded(task);
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the market room goes on after a failure", e);
        }
    }

    private void pulse() {
        long now = clock.getAsLong();
        List<Integer> quiet = new ArrayList<>();
        boards.forEach((contractId, board) -> {
            board.tape.walk(now);
            board.channels.values().removeIf(channel -> {
                channel.pulse();
                return channel.isEmpty() && leaves(board, channel);
            });
            if (board.channels.isEmpty() && !charts.needs(board.tape)) {
                quiet.add(contractId);
            }
        });
        charts.pulse();
        quiet.forEach(boards::remove);
    }

    private static boolean leaves(Board board, Channel channel) {
        if (channel instanceof VolumeChannel volumes) {
            board.tape.remove(volumes);
        }
        return true;
    }

    /** What a wish is about; empty when it was answered: its connection is gone, or nobody knows the symbol. */
    private Optional<Listing> meant(Call call, Connection connection, long now, Consumer<Answer> answer) {
        if (gone.containsKey(connection.id())) {
            answer.accept(DONE);
            return Optional.empty();
        }
        Optional<Listing> listing = symbols.resolve(call.arguments().path("symbol"), now);
        if (listing.isEmpty()) {
            answer.accept(refused("Symbol is inaccessible", "UnknownSymbol"));
        }
        return listing;
    }

    private void subscribe(Call call, Connection connection, Kind kind, Consumer<Answer> answer) {
        long now = clock.getAsLong();
        Optional<Listing> listing = meant(call, connection, now, answer);
        if (listing.isEmpty()) {
            return;
        }
        Client client = clients.computeIfAbsent(connection.id(), id -> new Client());
        Subscription subscription = new Subscription(kind, listing.get().contractId());
        if (client.subscriptions.size() >= MAX_SUBSCRIPTIONS && !client.subscriptions.containsKey(subscription)) {
            answer.accept(refused("Too many subscriptions on one connection", "TooManySubscriptions"));
            return;
        }
        Board board = board(listing.get(), now);
        Channel channel;
        try {
            channel = board.channels.computeIfAbsent(kind, asked -> open(board, asked));
        } catch (RejectedExecutionException e) {
            answer.accept(refused("Too many histograms are being computed, try again later", "Busy"));
            return;
        }
        long id = client.subscriptions.computeIfAbsent(subscription, asked -> (long) client.subscriptions.size() + 1);
        client.names.put(kind + symbol(call), listing.get().contractId());
        answer.accept(Answers.done(new Json().object().put("subscriptionId", id)));
        channel.add(connection);
    }

    private Board board(Listing listing, long now) {
        Board board = boards.computeIfAbsent(
                listing.contractId(),
                id -> new Board(new Tape(listing, market, listings.catalogue().calendarOf(listing.productId()), now)));
        board.tape.walk(now);
        return board;
    }

    private Channel open(Board board, Kind kind) {
        return switch (kind) {
            case QUOTE -> new QuoteChannel(board.tape);
            case DOM -> new BookChannel(board.tape);
            case HISTOGRAM -> volumes(board);
        };
    }

    /**
     * A whole session takes long to read, so a worker does it; what is traded meanwhile the channel hears from its tape.
     *
     * @throws RejectedExecutionException when too much is being read already
     */
    private VolumeChannel volumes(Board board) {
        Tape tape = board.tape;
        VolumeChannel channel = new VolumeChannel(tape);
        int date = tape.figures().date();
        long until = tape.cursor();
        workers.execute(() -> {
            try {
                Map<Long, Long> before = volumesBefore(tape.listing(), tape.calendar(), date, until);
                tell(() -> channel.begin(date, before));
            } catch (RuntimeException e) {
                LOG.error("the volumes of {} are not known", tape.listing().name(), e);
                // Whoever subscribes next begins anew.
                tell(() -> drop(board, channel));
            }
        });
        tape.add(channel);
        return channel;
    }

    private static void drop(Board board, VolumeChannel channel) {
        board.tape.remove(channel);
        board.channels.remove(Kind.HISTOGRAM, channel);
    }

    /** What a session traded at each price up to a moment. A worker's thread. */
    private Map<Long, Long> volumesBefore(Listing listing, SessionCalendar calendar, int date, long cursor) {
        Map<Long, Long> volumes = new TreeMap<>();
        for (SessionWindow window : calendar.session(date)) {
            long until = Math.min(window.closeNanos() - 1, cursor);
            if (window.openNanos() <= until) {
                market.trades(
                        listing.contractId(),
                        window.openNanos() - 1,
                        until,
                        trade -> volumes.merge(trade.priceTicks(), (long) trade.size(), Long::sum));
            }
        }
        return volumes;
    }

    /** As the symbols read it, so that the ways to write one are not many. */
    private static String symbol(Call call) {
        return call.arguments().path("symbol").asText("").strip().toUpperCase(Locale.ROOT);
    }

    private void unsubscribe(Call call, Connection connection, Kind kind, Consumer<Answer> answer) {
        Client client = clients.get(connection.id());
        Optional<Integer> contractId = client == null
                ? Optional.empty()
                : Optional.ofNullable(client.names.remove(kind + symbol(call)))
                        .or(() -> symbols.resolve(call.arguments().path("symbol"), clock.getAsLong())
                                .map(Listing::contractId));
        contractId.ifPresent(id -> {
            Subscription subscription = new Subscription(kind, id);
            if (client.subscriptions.remove(subscription) != null) {
                remove(subscription, connection.id());
            }
        });
        answer.accept(DONE);
    }

    private void remove(Subscription subscription, long connectionId) {
        Board board = boards.get(subscription.contractId());
        Channel channel = board == null ? null : board.channels.get(subscription.kind());
        if (channel != null) {
            channel.remove(connectionId);
        }
    }

    private void chart(Call call, Connection connection, Consumer<Answer> answer) {
        long now = clock.getAsLong();
        Optional<Listing> listing = meant(call, connection, now, answer);
        if (listing.isEmpty()) {
            return;
        }
        if (charts.count(connection.id()) >= Charts.MAX_CHARTS) {
            answer.accept(refused("Too many charts on one connection", "TooManySubscriptions"));
            return;
        }
        try {
            ChartRequest request = ChartRequest.read(listing.get(), call.arguments());
            Charts.Opened opened = charts.open(connection, request, board(listing.get(), now).tape);
            answer.accept(Answers.done(new Json()
                    .object()
                    .put("historicalId", opened.historicalId())
                    .put("realtimeId", opened.realtimeId())));
        } catch (ChartRequest.Unfit e) {
            answer.accept(refused(e.getMessage(), "InvalidRequest"));
        } catch (RejectedExecutionException e) {
            answer.accept(refused("Too many charts are being computed, try again later", "Busy"));
        }
    }

    private void cancel(Call call, Connection connection, Consumer<Answer> answer) {
        // A chart that is not there has been canceled already.
        charts.cancel(connection.id(), call.arguments().path("subscriptionId").asLong());
        answer.accept(DONE);
    }

    private static Answer refused(String text, String code) {
        return Answers.done(new Json()
                .object()
                .put("errorText", text)
                .put("errorCode", code)
                .put("mode", "None"));
    }

    /** Ends the thread and the workers. Idempotent. */
    @Override
    public void close() {
        closing = true;
        workers.shutdownNow();
        LockSupport.unpark(thread);
        boolean running;
        synchronized (this) {
            running = started;
        }
        if (running && !Thread.currentThread().equals(thread)) {
            try {
                thread.join(2_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
