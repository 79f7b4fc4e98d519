package org.outcry.brokerage.replay;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.Times;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;
import org.outcry.tradovate.door.Identity;
import org.outcry.tradovate.door.SignIn;
import org.outcry.tradovate.schema.Schema;
import org.outcry.wire.Json;

/**
 * A brokerage with a replay domain: sessions of users are its own, everything else is that of the live one. No call of the replay
 * domain reaches live accounts: without a session only the library of contracts is read there. Any thread.
 */
public final class ReplayBrokerage implements Brokerage {
    private static final String CHECK = "replay/checkreplaysession";
    private static final Set<String> READS = Set.of("list", "deps", "ldeps", "items", "suggest");
    private static final Answer NOTHING = Answers.json("[]");
    private static final long USUAL_MICROS = 50_000_000_000L;
    private static final long MOST_MICROS = 1_000_000_000_000_000L;

    private final Brokerage live;
    private final Supplier<MarketData> market;
    private final Catalogue catalogue;
    private final LongSupplier present;
    private final ReplaySettings settings;
    private final ReplayStarts starts;
    private final ReplaySessions sessions;
    private final LongSupplier wall;

    /**
     * @param live closed with this
     * @param market gives the market that replays play; asked for with the first session
     * @param present business time of the live brokerage, nanoseconds UTC: no replay goes beyond it
     */
    public ReplayBrokerage(
            Brokerage live,
            Supplier<MarketData> market,
            Catalogue catalogue,
            LongSupplier present,
            ReplaySettings settings) {
        this(live, market, catalogue, present, settings, System::nanoTime);
    }

    /** With another wall clock, for tests. */
    ReplayBrokerage(
            Brokerage live,
            Supplier<MarketData> market,
            Catalogue catalogue,
            LongSupplier present,
            ReplaySettings settings,
            LongSupplier wall) {
        this.live = live;
        this.market = once(market);
        this.catalogue = catalogue;
        this.present = present;
        this.settings = settings;
        this.starts = new ReplayStarts(catalogue);
        this.wall = wall;
        this.sessions =
                new ReplaySessions(settings, userId -> new ReplaySession(new Keeper(), settings.idle(), this.wall));
    }

    private static Supplier<MarketData> once(Supplier<MarketData> maker) {
        return new Supplier<>() {
            private Optional<MarketData> made = Optional.empty();

            @Override
            public synchronized MarketData get() {
                if (made.isEmpty()) {
                    made = Optional.of(maker.get());
                }
                return made.get();
            }
        };
    }

    private final class Keeper implements ReplaySession.Keeper {
        @Override
        public ReplayWorld world(ReplaySession.Start start) {
            return new ReplayWorld(market.get(), catalogue, start.caller(), start.nanos(), start.balanceMicros());
        }

        @Override
        public long present() {
            return present.getAsLong();
        }

        @Override
        public void failed(ReplaySession session) {
            sessions.remove(session);
        }

        @Override
        public void ended(ReplaySession session) {
            sessions.ended();
        }
    }

    /** How many sessions run now. */
    public int running() {
        return sessions.running();
    }

    @Override
    public void call(Call call, Consumer<Answer> answer) {
        String path = call.path().toLowerCase(Locale.ROOT);
        if (path.equals(CHECK)) {
            answer.accept(check(call));
        } else if (call.domain() != Domain.REPLAY) {
            live.call(call, answer);
        } else {
            switch (path) {
                case "replay/initializeclock" -> initialize(call, answer);
                case "replay/changespeed" -> changeSpeed(call, answer);
                // Who one is does not depend on the time.
                case "auth/me" -> live.call(call, answer);
                default -> {
                    Optional<ReplaySession> session = sessions.of(call);
                    if (session.isPresent()) {
                        session.get().call(call, answer);
                    } else {
                        outside(call, path, answer);
                    }
                }
            }
        }
    }

    private Answer check(Call call) {
        OptionalLong start = nanos(call.arguments(), "startTimestamp");
        if (start.isEmpty() || !sessions.hasRoom(call.caller().userId())) {
            return Answers.done(new Json().object().put("checkStatus", "Ineligible"));
        }
        Optional<Long> adjusted = starts.adjusted(start.getAsLong(), present.getAsLong());
        Json json = new Json().object().put("checkStatus", adjusted.isEmpty() ? "OK" : "StartTimestampAdjusted");
        adjusted.ifPresent(nanos -> json.put("startTimestamp", Times.timestamp(nanos)));
        return Answers.done(json);
    }

    /** A clock begins where it is told to, be the market open then or not: who wants to know asks first. */
    private void initialize(Call call, Consumer<Answer> answer) {
        ObjectNode arguments = call.arguments();
        OptionalLong start = nanos(arguments, "startTimestamp");
        int speed = arguments.path("speed").asInt();
        long balance = arguments.hasNonNull("initialBalance")
                ? Request.micros(arguments.path("initialBalance"))
                : USUAL_MICROS;
        Optional<String> problem = speedProblem(speed);
        if (call.connection().isEmpty()) {
            problem = Optional.of("A replay belongs to a socket: call replay/initializeclock there");
        } else if (start.isEmpty() || !ReplayStarts.isPast(start.getAsLong(), present.getAsLong())) {
            problem = Optional.of("Start Timestamp should be between 1990 and now");
        } else if (balance < 0 || balance > MOST_MICROS) {
            problem = Optional.of("Initial Balance should be between 0 and 1000000000");
        }
        if (problem.isPresent()) {
            answer.accept(ReplaySession.failure(problem.get()));
            return;
        }
        Optional<ReplaySession> session = sessions.toBegin(call.connection().get());
        if (session.isEmpty()) {
            answer.accept(ReplaySession.failure("Too many replay sessions are open, try again later"));
            return;
        }
        session.get()
                .initialize(
                        new ReplaySession.Start(call.caller(), Grid.floor(start.getAsLong()), speed, balance), answer);
    }

    private void changeSpeed(Call call, Consumer<Answer> answer) {
        int speed = call.arguments().path("speed").asInt();
        boolean pauses = call.arguments().hasNonNull("pauseAt");
        OptionalLong pauseAt = nanos(call.arguments(), "pauseAt");
        Optional<String> problem = speedProblem(speed);
        if (pauses && pauseAt.isEmpty()) {
            problem = Optional.of("Pause At is invalid");
        }
        Optional<ReplaySession> session = sessions.of(call);
        if (problem.isPresent()) {
            answer.accept(ReplaySession.failure(problem.get()));
        } else if (session.isEmpty()) {
            answer.accept(ReplaySession.NO_CLOCK);
        } else {
            session.get().changeSpeed(speed, pauseAt.orElse(Long.MAX_VALUE), answer);
        }
    }

    private Optional<String> speedProblem(int speed) {
        return speed < 0 || speed > settings.maxSpeed()
                ? Optional.of("Speed should be between 0 and " + settings.maxSpeed())
                : Optional.empty();
    }

    private static OptionalLong nanos(ObjectNode arguments, String name) {
        try {
            Instant at = Instant.parse(arguments.path(name).asText());
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Before there is a session there are contracts, and neither accounts nor anything that hangs on them. */
    private void outside(Call call, String path, Consumer<Answer> answer) {
        String operation = path.substring(path.indexOf('/') + 1);
        boolean library = Schema.standard()
                .endpoint(path)
                .filter(endpoint -> endpoint.tag().equals("ContractLibrary"))
                .isPresent();
        if (library) {
            live.call(call, answer);
        } else if (READS.contains(operation)) {
            answer.accept(NOTHING);
        } else if (operation.equals("item") || operation.equals("find")) {
            answer.accept(Answers.notFound(call.path()));
        } else {
            answer.accept(ReplaySession.NONE);
        }
    }

    @Override
    public void opened(Connection connection) {
        if (connection.domain() == Domain.REPLAY) {
            sessions.opened(connection);
        } else {
            live.opened(connection);
        }
    }

    @Override
    public void closed(Connection connection) {
        if (connection.domain() == Domain.REPLAY) {
            sessions.left(connection);
        }
        live.closed(connection);
    }

    @Override
    public CompletionStage<Optional<Identity>> user(String name) {
        return live.user(name);
    }

    @Override
    public CompletionStage<Long> signedIn(long userId, SignIn origin) {
        return live.signedIn(userId, origin);
    }

    @Override
    public void signInFailed(long userId) {
        live.signInFailed(userId);
    }

    @Override
    public void signedOut(long userId, long sessionId) {
        live.signedOut(userId, sessionId);
    }

    @Override
    public void close() {
        sessions.close();
        live.close();
    }
}
