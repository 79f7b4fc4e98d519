package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.event.Event;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.api.LedgerStatus;
import org.outcry.ledger.api.OrderHistory;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.ledger.api.OutcomeListener.Failure;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.ViewModel;
import org.outcry.remote.order.Attempts;
import org.outcry.remote.order.Orders;
import org.outcry.remote.order.Sender;
import org.outcry.remote.picture.Library;
import org.outcry.remote.picture.Picture;
import org.outcry.remote.signin.Tokens.Token;
import org.outcry.remote.socket.RemoteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accounts of a remote environment as a ledger: its rows become events and views, commands become its calls. It decides nothing: what
 * is true is true there. A command is accepted when the other side has judged it and the views show it.
 *
 * <p>One thread owns everything; methods may be called from any. Positions of events grow over restarts, since they start at the
 * present time, but mean nothing to another process.
 */
public final class RemoteLedger implements Ledger, Sender {
    /** The one user our views know: whoever owns the desk. */
    static final long USER_ID = 1;

    private static final List<String> KINDS = List.of(
            "user",
            "account",
            "cashBalance",
            "marginSnapshot",
            "position",
            "order",
            "orderVersion",
            "command",
            "commandReport",
            "executionReport",
            "fill",
            "fillFee",
            "fillPair",
            "contract");
    /** Commands that may wait for the owner's thread. */
    private static final int MAX_WAITING = 8_192;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final long TICK_MILLIS = 50;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(RemoteLedger.class);

    private final RemoteSettings settings;
    private final ScheduledThreadPoolExecutor owner;
    private final ViewModel views = new ViewModel();
    private final RemoteHistory history = new RemoteHistory();
    private final List<EventFollower> followers = new CopyOnWriteArrayList<>();
    private final Arrivals arrivals = new Arrivals(this::businessNanos);
    private final AtomicLong lastNanos = new AtomicLong();
    private final Library library;
    private final Picture picture;
    private final Attempts attempts;
    private final Orders orders;
    private final Budget budget;
    private final Consumer<String> news;
    private final List<Event> events = new ArrayList<>();
    private final Set<Long> askedContracts = new HashSet<>();
    /** Penalties by endpoint. */
    private final Map<String, Penalty> penalties = new HashMap<>();

    private Optional<RemoteSocket> socket = Optional.empty();
    private Runnable onWhole = () -> {};
    private IntConsumer traded = _ -> {};
    private long beatenNanos = System.nanoTime();
    private volatile boolean whole;
    private volatile boolean known;
    private volatile boolean closed;
    private volatile boolean halted;
    /** {@link System#nanoTime()} since when the picture is not followed; since ever before the first one. */
    private volatile long partedNanos = System.nanoTime() - HOUR_NANOS;

    private volatile long lockedUntilNanos;
    private volatile boolean locked;
    private volatile long position;

    private record Penalty(String ticket, long readyNanos, boolean hopeless) {}

    /** @param news hears what a person should know, in a line */
    RemoteLedger(RemoteSettings settings, Library library, Consumer<String> news) {
        this.settings = settings;
        this.library = library;
        this.news = news;
        this.owner = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("remote-ledger").factory());
        this.budget = new Budget(settings.requestsPerMinute(), System::nanoTime);
        this.picture = new Picture(library, USER_ID, settings.live(), settings::wants, this::tell, this::askContract);
        this.attempts = new Attempts(this, picture, settings.timings().grace());
        this.orders = new Orders(attempts, library, views, settings.allowance(), () -> halted);
        work(() -> events.add(new Event.UserCreated(USER_ID, settings.owner(), businessNanos())));
        owner.scheduleWithFixedDelay(() -> guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    // ---- the connection, on the owner's thread

    /** What the trading connection tells. */
    Connection.User line(Runnable connected) {
        return new Connection.User() {
            @Override
            public void onOpen(RemoteSocket opened, Token token) {
                socket = Optional.of(opened);
                synchronise(opened, token, connected, Optional.empty());
            }

            @Override
            public void onEvent(String kind, JsonNode data) {
                if (kind.equals("props") && whole) {
                    picture.apply(
                            data.path("entityType").asText(),
                            data.path("eventType").asText(),
                            data.path("entity"),
                            businessNanos());
                    flush();
                } else if (kind.equals("shutdown")) {
                    LOG.info("event=remote_shutdown reason={}", data.path("reasonCode"));
                }
            }

            @Override
            public void onClosed(String reason) {
                socket = Optional.empty();
                if (whole) {
                    whole = false;
                    partedNanos = System.nanoTime();
                }
                attempts.gone();
            }
        };
    }

    void owned(Runnable work) {
        if (!closed) {
            try {
                owner.execute(() -> guarded(work));
            } catch (RejectedExecutionException closing) {
                LOG.debug("event=remote_closing");
            }
        }
    }

    private void synchronise(RemoteSocket opened, Token token, Runnable connected, Optional<String> ticket) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("users").add(token.userId());
        ArrayNode kinds = body.putArray("entityTypes");
        KINDS.forEach(kinds::add);
        ticket.ifPresent(secret -> body.put("p-ticket", secret));
        opened.request("user/syncrequest", "", body.toString(), new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                if (status == TOO_MANY) {
                    lock();
                    opened.abort("too many requests");
                } else if (data.has("p-ticket")) {
                    waitOut(opened, token, connected, data);
                } else if (status != OK || !data.path("accounts").isArray()) {
                    opened.abort("the synchronisation was answered " + status);
                } else {
                    replace(data);
                    connected.run();
                }
            }

            @Override
            public void onLost() {
                // The end of the connection is told by itself.
            }
        });
    }

    private void waitOut(RemoteSocket opened, Token token, Runnable connected, JsonNode penalty) {
        long seconds = penalty.path("p-captcha").asBoolean()
                ? 3_600
                : Math.max(1, penalty.path("p-time").asLong());
        news.accept("penalty: reading the state again in " + seconds + " s");
        Optional<String> ticket = Optional.of(penalty.path("p-ticket").asText());
        owner.schedule(() -> guarded(() -> synchronise(opened, token, connected, ticket)), seconds, TimeUnit.SECONDS);
    }

    private void replace(JsonNode sync) {
        askedContracts.clear();
        List<Long> missing = picture.replace(sync, businessNanos());
        whole = true;
        known = true;
        flush();
        missing.forEach(this::lookUp);
        attempts.whole();
        LOG.info(
                "event=remote_whole orders={} fills={} missing={}",
                sync.path("orders").size(),
                sync.path("fills").size(),
                missing.size());
        onWhole.run();
    }

    /** An order that was alive before the gap and is not in the picture. */
    private void lookUp(long orderId) {
        ask("order/item", "id=" + orderId, (status, data) -> {
            if (status == OK && data.has("id")) {
                picture.apply("order", "Updated", data, businessNanos());
            } else if (status == NOT_FOUND) {
                picture.ended(orderId, businessNanos());
            }
        });
    }

    private void askContract(long remoteId) {
        if (askedContracts.add(remoteId)) {
            ask("contract/item", "id=" + remoteId, (status, data) -> {
                if (status == OK && data.has("name")) {
                    library.learn(remoteId, data.path("name").asText(), businessNanos());
                    picture.contractLearnt(businessNanos());
                }
            });
        }
    }

    /** Makes the library know a contract of ours over there; then runs what needs it. Any thread. */
    void findContract(int contractId, Runnable then) {
        owned(() -> {
            Optional<Library.Known> known = library.local(contractId);
            if (known.isEmpty() || library.remoteId(contractId).isPresent()) {
                then.run();
                return;
            }
            ask("contract/find", "name=" + known.get().symbol(), (status, data) -> {
                if (status == OK && data.has("id")) {
                    library.learn(data.path("id").asLong(), data.path("name").asText(), businessNanos());
                }
                then.run();
            });
        });
    }

    private interface Read {
        void on(int status, JsonNode data);
    }

    private void ask(String endpoint, String query, Read then) {
        socket.ifPresent(open -> open.request(endpoint, query, "", new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                if (status == TOO_MANY) {
                    lock();
                }
                then.on(status, data);
                flush();
            }

            @Override
            public void onLost() {
                // The next picture asks again for what it still needs.
            }
        }));
    }

    /** Documented: an hour, begun anew by every request made meanwhile. So none is made. */
    private void lock() {
        locked = true;
        lockedUntilNanos = System.nanoTime() + HOUR_NANOS;
        news.accept("too many requests: nothing is sent for an hour");
    }

    private void tick() {
        if (System.nanoTime() - beatenNanos > settings.timings().heartbeat().toNanos()) {
            beatenNanos = System.nanoTime();
            socket.ifPresent(open -> open.beat(settings.timings().silence()));
        }
        if (locked && System.nanoTime() - lockedUntilNanos > 0) {
            locked = false;
            news.accept("requests are sent again");
        }
        picture.tick(businessNanos());
        flush();
    }

    // ---- sending, on the owner's thread

    @Override
    public boolean ready() {
        return whole && !locked;
    }

    @Override
    public void send(String endpoint, ObjectNode body, Sender.Listener listener) {
        boolean adds = endpoint.startsWith("order/place") || endpoint.equals("order/modifyorder");
        Optional<RemoteSocket> open = socket;
        Optional<Penalty> penalty = Optional.ofNullable(penalties.get(endpoint));
        boolean penalised =
                penalty.filter(held -> System.nanoTime() - held.readyNanos < 0).isPresent();
        if (open.isEmpty() || !ready() || penalised || !budget.take(adds)) {
            listener.onHeld();
            return;
        }
        penalty.filter(held -> !held.hopeless).ifPresent(held -> body.put("p-ticket", held.ticket));
        penalties.remove(endpoint);
        open.get().request(endpoint, "", body.toString(), new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                if (status == TOO_MANY) {
                    lock();
                } else if (data.has("p-ticket")) {
                    penalise(endpoint, data);
                }
                listener.onReply(status, data);
                flush();
            }

            @Override
            public void onLost() {
                listener.onLost();
            }
        });
    }

    /** The call was not executed; the next one of its kind waits and brings the ticket. */
    private void penalise(String endpoint, JsonNode data) {
        boolean captcha = data.path("p-captcha").asBoolean();
        long wait = captcha ? HOUR_NANOS : Math.max(1, data.path("p-time").asLong()) * SECOND_NANOS;
        penalties.put(endpoint, new Penalty(data.path("p-ticket").asText(), System.nanoTime() + wait, captcha));
        news.accept("penalty: no " + endpoint + " for " + wait / SECOND_NANOS + " s");
    }

    // ---- events, on the owner's thread

    private void tell(Event event) {
        events.add(event);
    }

    /** What one message has changed is published together, then told; then whoever waited for it hears. */
    private void flush() {
        if (!events.isEmpty()) {
            List<Event> told = List.copyOf(events);
            events.clear();
            long now = businessNanos();
            long at = Math.max(position + 1, now / 1_000);
            position = at;
            history.add(at, told, views);
            told.forEach(event -> views.apply(at, event));
            views.publish(at);
            for (Event event : told) {
                noteTraded(event);
                followers.forEach(follower -> follower.on(at, now, event));
            }
        }
        attempts.check();
    }

    private void noteTraded(Event event) {
        switch (event) {
            case Event.OrderCreated created -> traded.accept(created.contractId());
            case Event.PositionChanged changed when changed.net() != 0 -> traded.accept(changed.contractId());
            default -> {
                // Nothing else brings a contract that has to be valued.
            }
        }
    }

    /** A mistake of ours in one message: the next whole picture mends what it left. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("event=remote_failure", e);
            socket.ifPresent(open -> open.abort("a failure of ours"));
        }
    }

    private void work(Runnable work) {
        owned(() -> {
            work.run();
            flush();
        });
    }

    // ---- what app and the desk around it use, any thread

    /** Runs on the owner's thread whenever the picture is whole again. */
    void onWhole(Runnable then) {
        work(() -> onWhole = then);
    }

    /** Hears contracts that orders or positions are in. */
    void onTraded(IntConsumer then) {
        work(() -> traded = then);
    }

    /** While it is set only what reduces is sent. */
    void halt(boolean on) {
        halted = on;
    }

    boolean halted() {
        return halted;
    }

    /** Whether there has ever been a picture. */
    boolean known() {
        return known;
    }

    /** Runs on the owner's thread, after a while. Any thread. */
    void later(Runnable then, long delayNanos) {
        try {
            owner.schedule(() -> guarded(then), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("event=remote_closing");
        }
    }

    /** How long the picture has not been followed, nanoseconds; 0 while it is. */
    long partedNanos() {
        return whole ? 0 : System.nanoTime() - partedNanos;
    }

    // ---- Ledger

    @Override
    public void submit(CommandKey key, long senderId, Command command, OutcomeListener listener) {
        if (closed) {
            listener.onFailure(Failure.STOPPED);
            return;
        }
        if (owner.getQueue().size() > MAX_WAITING) {
            listener.onFailure(Failure.BUSY);
            return;
        }
        owned(() -> {
            orders.run(key, command, listener);
            flush();
        });
    }

    @Override
    public LedgerViews views() {
        return views;
    }

    @Override
    public OrderHistory orderHistory() {
        return history;
    }

    @Override
    public Subscription follow(EventFollower follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Fills happen elsewhere: no market has to be brought here. */
    @Override
    public Subscription watch(Consumer<Watch> follower) {
        return () -> {};
    }

    @Override
    public long businessNanos() {
        Instant now = Instant.now();
        return lastNanos.accumulateAndGet(
                Math.addExact(Math.multiplyExact(now.getEpochSecond(), SECOND_NANOS), now.getNano()), Math::max);
    }

    @Override
    public Arrivals arrivals() {
        return arrivals;
    }

    @Override
    public long appliedNanos() {
        return lastNanos.get();
    }

    @Override
    public long nextDueNanos() {
        return Long.MAX_VALUE;
    }

    /** Nothing is kept here. */
    @Override
    public void snapshot() {
        // The other side keeps everything.
    }

    @Override
    public StateMark stateMark() {
        return new StateMark(position, 0, 0);
    }

    @Override
    public LedgerStatus status() {
        String reason = whole
                ? (locked ? settings.name() + " takes no requests for an hour" : "")
                : "not connected to " + settings.name() + (known ? "" : " yet");
        return new LedgerStatus(reason.isEmpty(), reason, position, 0, 0, MAX_WAITING, 0, position, 1);
    }

    @Override
    public void close() {
        closed = true;
        owner.shutdownNow();
    }
}
