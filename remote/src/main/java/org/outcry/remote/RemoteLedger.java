package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Commands that may wait for the owner's thread. */
    private static final int MAX_WAITING = 8_192;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final long TICK_MILLIS = 50;
    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;
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
    private final Penalties penalties;
    private final Lookups lookups;
    private final Synchronisation synchronisation;
    private final List<Event> events = new ArrayList<>();

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

    private volatile long position;

    /** @param refused hears of a token that the other side does not take any more */
    RemoteLedger(RemoteSettings settings, Library library, Penalties penalties, Consumer<Token> refused) {
        this.settings = settings;
        this.library = library;
        this.penalties = penalties;
        this.lookups = new Lookups(settings.timings(), penalties);
        this.synchronisation = new Synchronisation(settings.timings(), penalties, this::later, refused);
        this.owner = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("remote-ledger").factory());
        this.budget = new Budget(settings.requestsPerMinute(), System::nanoTime);
        this.picture = new Picture(library, USER_ID, settings.live(), settings::wants, this::tell, this::askContract);
        this.attempts = new Attempts(this, picture, settings.timings().grace());
        this.orders = new Orders(attempts, picture, library, views, settings.allowance(), () -> halted);
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
                lookups.opened(opened);
                synchronisation.read(opened, token, state -> {
                    replace(state);
                    connected.run();
                });
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
                lookups.closed();
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

    private void replace(JsonNode sync) {
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
        lookups.ask("order/item", "id=" + orderId, (status, data) -> {
            if (status == OK && data.has("id")) {
                picture.apply("order", "Updated", data, businessNanos());
            } else if (status == NOT_FOUND) {
                picture.ended(orderId, businessNanos());
            }
            flush();
        });
    }

    private void askContract(long remoteId) {
        lookups.ask("contract/item", "id=" + remoteId, (status, data) -> {
            if (status == OK && data.has("name")) {
                library.learn(remoteId, data.path("name").asText(), businessNanos());
                picture.contractLearnt(businessNanos());
                flush();
            }
        });
    }

    /** Makes the library know a contract of ours over there; then runs what needs it, unless the connection ends. Any thread. */
    void findContract(int contractId, Runnable then) {
        owned(() -> {
            Optional<Library.Known> known = library.local(contractId);
            if (known.isEmpty() || library.remoteId(contractId).isPresent()) {
                then.run();
                return;
            }
            lookups.ask("contract/find", "name=" + known.get().symbol(), (status, data) -> {
                if (status == OK && data.has("id")) {
                    library.learn(data.path("id").asLong(), data.path("name").asText(), businessNanos());
                }
                then.run();
            });
        });
    }

    private void tick() {
        if (System.nanoTime() - beatenNanos > settings.timings().heartbeat().toNanos()) {
            beatenNanos = System.nanoTime();
            socket.ifPresent(open -> open.beat(settings.timings().silence()));
        }
        penalties.silent(); // says when its end has come
        lookups.tick();
        picture.tick(businessNanos());
        flush();
    }

    // ---- sending, on the owner's thread

    @Override
    public boolean ready() {
        return whole && !penalties.silent();
    }

    @Override
    public void send(Request request, Sender.Listener listener) {
        String endpoint = request.endpoint();
        Optional<RemoteSocket> open = socket;
        if (open.isEmpty() || !ready() || penalties.waitNanos(endpoint) > 0 || !budget.take(request.adds())) {
            listener.onHeld();
            return;
        }
        penalties.take(endpoint).ifPresent(ticket -> request.body().put("p-ticket", ticket));
        open.get().request(endpoint, "", request.body().toString(), new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                penalties.note(endpoint, status, data);
                listener.onReply(status, data);
                flush();
            }

            @Override
            public void onLost() {
                listener.onLost();
            }
        });
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
        try {
            owner.execute(() -> guarded(() -> {
                orders.run(key, command, listener);
                flush();
            }));
        } catch (RejectedExecutionException closing) {
            listener.onFailure(Failure.STOPPED);
        }
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
        String reason = penalties.silent()
                ? settings.name() + " takes no requests for an hour"
                : whole ? "" : "not connected to " + settings.name() + (known ? "" : " yet");
        return new LedgerStatus(reason.isEmpty(), reason, position, 0, 0, MAX_WAITING, 0, position, 1);
    }

    /** Whoever waits for an answer hears that there will be none. */
    @Override
    public void close() {
        closed = true;
        try {
            owner.submit(attempts::stop).get(1, TimeUnit.SECONDS);
        } catch (RejectedExecutionException again) {
            LOG.debug("event=remote_closed_twice");
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("event=remote_not_answered reason=\"{}\"", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        owner.shutdownNow();
    }
}
