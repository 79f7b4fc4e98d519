package org.outcry.brokerage.replay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.outcry.brokerage.call.Answers;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Caller;
import org.outcry.tradovate.door.Connection;
import org.outcry.wire.Bytes;
import org.outcry.wire.IsoTime;
import org.outcry.wire.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One replay of one user: a thread that steps a world, carries out calls between steps and tells its connections the time. A clock that
 * is initialised again gets a new world. At most {@value #MAX_WAITING} calls wait; one more is answered with status 503.
 *
 * <p>{@link #run} belongs to its thread, everything else to any.
 */
final class ReplaySession {
    private static final String NO_SESSION = "There is no replay session: call replay/initializeclock first";
    /** What a call without a session is answered. */
    static final Answer NONE = Answers.error(NO_SESSION);

    private static final Answer OK = Answers.json("{\"ok\":true}");
    static final Answer NO_CLOCK = failure(NO_SESSION);
    private static final int MAX_WAITING = 1_024;
    private static final long RUNNING_PULSE_NANOS = 250_000_000L;
    private static final long STANDING_PULSE_NANOS = 1_000_000_000L;
    private static final int MILLIS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(ReplaySession.class);

    /** What it needs of those who keep it. */
    interface Keeper {
        /** Builds what a clock moves. */
        ReplayWorld world(Start start);

        /** Business time of the live ledger: no replay goes farther. */
        long present();

        /** It has no world and gets none. */
        void failed(ReplaySession session);

        /** Its thread is done. */
        void ended(ReplaySession session);
    }

    /**
     * Where a clock begins.
     *
     * @param nanos nanoseconds UTC, an instant of the grid
     */
    record Start(Caller caller, long nanos, int speed, long balanceMicros) {}

    private final Keeper keeper;
    private final Duration idle;
    private final LongSupplier wall;
    private final Thread thread;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean ended;

    private final Pace pace = new Pace();
    private Optional<ReplayWorld> world = Optional.empty();
    private long pauseAt = Long.MAX_VALUE;
    private long present;
    private long heardAt;
    private long nextPulse;

    /** @param wall nanoseconds that never step back */
    ReplaySession(Keeper keeper, Duration idle, LongSupplier wall) {
        this.keeper = keeper;
        this.idle = idle;
        this.wall = wall;
        this.thread = Thread.ofPlatform().name("brokerage-replay").daemon(true).unstarted(this::run);
    }

    /** The answer of an operation of clocks that did nothing. */
    static Answer failure(String text) {
        return Answers.done(new Json().object().put("errorText", text).put("ok", false));
    }

    void start() {
        thread.start();
    }

    // ---- any thread

    void join(Connection connection) {
        connections.add(connection);
    }

    /** A connection is gone; what it followed ends. */
    void leave(Connection connection) {
        connections.remove(connection);
        // Bounded by the number of connections; nobody may refuse it.
        offer(() -> world.ifPresent(now -> now.closed(connection)), Integer.MAX_VALUE);
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    void initialize(Start start, Consumer<Answer> answer) {
        ask(answer, () -> begin(start, answer));
    }

    /** @param pauseNanos where the clock is to stand still again, {@link Long#MAX_VALUE} for nowhere */
    void changeSpeed(int speed, long pauseNanos, Consumer<Answer> answer) {
        ask(
                answer,
                () -> answer.accept(inWorld(now -> {
                    if (pauseNanos <= now.now()) {
                        return failure("Pause At should be after the time of the replay");
                    }
                    pauseAt = Grid.ceil(pauseNanos);
                    setSpeed(now, speed);
                    return OK;
                })));
    }

    void call(Call call, Consumer<Answer> answer) {
        ask(answer, () -> {
            if (world.isEmpty()) {
                answer.accept(NONE);
            } else {
                world.get().call(call, answer);
            }
        });
    }

    /** Ends it soon: whoever waits is answered. Idempotent. */
    void end() {
        synchronized (waiting) {
            ended = true;
        }
        LockSupport.unpark(thread);
    }

    private void ask(Consumer<Answer> answer, Runnable task) {
        switch (offer(task, MAX_WAITING)) {
            case TAKEN -> {}
            case FULL -> answer.accept(Answers.BUSY);
            case ENDED -> answer.accept(NONE);
        }
    }

    private enum Offered {
        TAKEN,
        FULL,
        ENDED
    }

    private Offered offer(Runnable task, int bound) {
        synchronized (waiting) {
            if (ended) {
                return Offered.ENDED;
            }
            if (waiting.size() >= bound) {
                return Offered.FULL;
            }
            waiting.add(task);
        }
        LockSupport.unpark(thread);
        return Offered.TAKEN;
    }

    // ---- its thread

    private void run() {
        try {
            heardAt = wall.getAsLong();
            while (!isEnded()) {
                try {
                    round();
                } catch (RuntimeException e) {
                    LOG.error("A replay stands still after a failure", e);
                    world.ifPresent(now -> setSpeed(now, 0));
                }
            }
        } finally {
            world.ifPresent(ReplayWorld::close);
            for (Runnable task = next(); task != null; task = next()) {
                // Without a world each answers that there is none.
                world = Optional.empty();
                task.run();
            }
            keeper.ended(this);
        }
    }

    private boolean isEnded() {
        synchronized (waiting) {
            return ended;
        }
    }

    /** Null when nothing waits. */
    private Runnable next() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    /** One step when one is due, then the calls, then the time; then sleep until something is due. */
    private void round() {
        long instant = wall.getAsLong();
        boolean pulse = instant - nextPulse >= 0;
        world.ifPresent(now -> move(now, instant, pulse || isAsked()));
        if (serve()) {
            heardAt = wall.getAsLong();
        }
        world.ifPresent(now -> {
            if (pace.speed() > 0 && instant - heardAt > idle.toNanos()) {
                setSpeed(now, 0);
            }
            if (pulse) {
                tell(now);
            }
        });
        long wait = world.map(now -> waitNanos(now, wall.getAsLong())).orElse(STANDING_PULSE_NANOS);
        if (wait > 0 && !isAsked()) {
            LockSupport.parkNanos(this, wait);
        }
    }

    private boolean isAsked() {
        synchronized (waiting) {
            return !waiting.isEmpty() || ended;
        }
    }

    /**
     * Takes at most one step: to the next instant at which something may happen, or as far as the pace allows when somebody wants to
     * know.
     */
    private void move(ReplayWorld now, long instant, boolean asked) {
        long limit = limit(now, instant);
        if (limit <= now.now() || (now.wanted() > limit && !asked)) {
            return;
        }
        now.step(Math.min(now.wanted(), limit));
        if (now.now() >= pauseAt) {
            setSpeed(now, 0);
        }
    }

    /** The last instant of the grid that may be reached now. */
    private long limit(ReplayWorld now, long instant) {
        if (pace.speed() == 0) {
            return now.now();
        }
        long allowed = Math.min(pace.allowed(now.now(), instant), pauseAt);
        if (allowed > present) {
            present = keeper.present();
        }
        return Grid.floor(Math.min(allowed, present));
    }

    private long waitNanos(ReplayWorld now, long instant) {
        long pulse = Math.max(0, nextPulse - instant);
        if (pace.speed() == 0 || now.wanted() > present) {
            return pulse;
        }
        return Math.min(pulse, pace.waitFor(Math.min(now.wanted(), pauseAt)));
    }

    /** Carries out what waits now; what comes meanwhile waits for the next round. True when there was something. */
    private boolean serve() {
        int count;
        synchronized (waiting) {
            count = waiting.size();
        }
        for (int i = 0; i < count; i++) {
            next().run();
        }
        return count > 0;
    }

    private void begin(Start start, Consumer<Answer> answer) {
        try {
            world.ifPresent(ReplayWorld::close);
            world = Optional.empty();
            pauseAt = Long.MAX_VALUE;
            world = Optional.of(keeper.world(start));
        } catch (RuntimeException e) {
            LOG.error("A replay could not begin", e);
            answer.accept(failure("The replay could not begin"));
            keeper.failed(this);
            return;
        }
        answer.accept(OK);
        setSpeed(world.get(), start.speed());
    }

    private Answer inWorld(Function<ReplayWorld, Answer> task) {
        return world.map(task).orElse(NO_CLOCK);
    }

    /** The new speed is told at once. */
    private void setSpeed(ReplayWorld now, int speed) {
        if (speed == 0) {
            pauseAt = Long.MAX_VALUE;
        }
        pace.set(speed, now.now(), wall.getAsLong());
        tell(now);
    }

    /** Tells the time behind every change that was made up to it. A connection that is behind already learns it later. */
    private void tell(ReplayWorld now) {
        nextPulse = wall.getAsLong() + (pace.speed() == 0 ? STANDING_PULSE_NANOS : RUNNING_PULSE_NANOS);
        byte[] event = event(now.now(), pace.speed());
        now.behindEvents(() -> {
            for (Connection connection : connections) {
                if (connection.isDrained()) {
                    connection.event(event);
                }
            }
        });
    }

    /** Its {@code d} is a text, as documented. */
    private static byte[] event(long nanos, int speed) {
        byte[] value = new Json()
                .object()
                .put("t", IsoTime.utc(nanos, MILLIS))
                .put("s", speed)
                .endObject()
                .bytes();
        return new Bytes(128)
                .ascii("{\"e\":\"clock\",\"d\":")
                .quoted(new String(value, StandardCharsets.US_ASCII))
                .ascii("}")
                .toArray();
    }
}
