package org.outcry.gateway.tradovate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.EventLoop;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.access.SigningKey;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.schema.RequestCheck;
import org.outcry.tradovate.schema.Schema;

/** What the four domains share. Any thread. */
public final class TradovateRoom implements AutoCloseable {
    /** What has no upper end with the open profile: the speed of a replay. */
    private static final Set<String> OPEN_ENDED = Set.of("speed");

    private final SocketLimits limits;
    private final DomainNames names;
    private final LoginSessions sessions;
    private final SessionTokens tokens;
    private final HashingPool pool = new HashingPool();
    private final KnownUsers users = new KnownUsers();
    private final CallRates calls;
    private final Dispatcher dispatcher;
    private final ConsentPage consentPage;
    private final OpenSockets sockets;
    private final LongSupplier nanoTime;
    private final Counter slow;

    /** @param nanoTime a clock that never steps back; limits and heartbeats live by it */
    public TradovateRoom(
            TradovateSettings settings,
            Profile profile,
            CredentialStore credentials,
            SigningKey key,
            LongSupplier nanoTime,
            Clock clock,
            MeterRegistry registry) {
        boolean strict = profile == Profile.STRICT;
        this.limits = settings.sockets();
        this.names = new DomainNames(settings.names());
        this.nanoTime = nanoTime;
        this.sockets = new OpenSockets(
                strict ? limits.perUser() : OpenSockets.MAX_SOCKETS,
                strict ? limits.addresses() : Integer.MAX_VALUE,
                socket -> strict && users.isAdministrator(socket.caller().userId()));
        this.tokens = new SessionTokens(key, clock);
        this.sessions = new LoginSessions(
                credentials,
                clock,
                strict ? LoginSessions.STRICT_SESSIONS : LoginSessions.OPEN_SESSIONS,
                this::sessionEnded);
        this.calls = new CallRates(profile, nanoTime, users);
        SignIns signIns = new SignIns(credentials, sessions, tokens, users, pool, clock, settings.tokenMillis());
        EndpointRates rates = new EndpointRates(profile, calls, key, nanoTime);
        Consents consents = new Consents(credentials, sessions, tokens, signIns, pool, clock, settings.tokenMillis());
        Schema schema = Schema.standard();
        RequestCheck check = new RequestCheck(schema, strict ? Set.of() : OPEN_ENDED);
        this.dispatcher = new Dispatcher(schema, check, names, calls, rates, signIns, consents);
        this.consentPage = new ConsentPage(credentials, signIns, consents, dispatcher, rates, calls, pool);
        this.slow = Counter.builder("outcry.tradovate.sockets.slow")
                .description("Sockets of the Tradovate domains closed because their events stayed unread")
                .register(registry);
        Gauge.builder("outcry.tradovate.sockets", sockets, OpenSockets::count)
                .description("Sockets of the Tradovate domains")
                .register(registry);
        Gauge.builder("outcry.tradovate.sessions", sessions, LoginSessions::count)
                .description("Sessions that hold tokens of the Tradovate domains")
                .register(registry);
    }

    /** From now on these accounts answer. */
    public void attach(Brokerage brokerage) {
        dispatcher.attach(Optional.of(brokerage));
        learn(brokerage);
    }

    /** What is said of users now, for the sessions that are open already. */
    private void learn(Brokerage brokerage) {
        for (String user : sessions.users()) {
            brokerage.user(user).whenComplete((identity, failure) -> {
                // One that is too busy to say is asked again at the user's next sign-in or renewal.
                if (failure == null) {
                    identity.ifPresent(users::learn);
                }
            });
        }
    }

    /** No accounts answer any more; sockets are told to come back later. */
    public void detach() {
        sockets.all().forEach(socket -> socket.shutdown("Maintenance", "The server is stopping"));
        dispatcher.attach(Optional.empty());
    }

    /** A domain listens there. */
    public void listening(Domain domain, int port) {
        names.listening(domain, port);
    }

    /** How a client on this machine reaches a domain: its configured name, or loopback and port. */
    public String address(Domain domain) {
        return names.reach(domain, "127.0.0.1");
    }

    /** The domain that a {@code Host} header names. */
    public Optional<Domain> domain(String host) {
        return names.domain(host);
    }

    /** Where users let programs act for them. */
    public ConsentPage consentPage() {
        return consentPage;
    }

    /** The share of one event loop. */
    public DomainDoor door(EventLoop loop) {
        return new DomainDoor(this, new SocketHub(loop, limits, nanoTime));
    }

    /** Called every second, off the event loops. */
    public void refresh() {
        sessions.refresh(sockets.sessions());
    }

    /** Makes changes of passwords, keys and limits of users count at once. Blocks on the disk. */
    public void credentialsChanged() {
        sessions.reload();
        dispatcher.brokerage().ifPresent(this::learn);
    }

    /** Open sockets. */
    public int openSockets() {
        return sockets.count();
    }

    /** Whose token it is. */
    sealed interface Authenticated {
        record As(LoginSession session) implements Authenticated {}

        record Not(Answer.Refused answer) implements Authenticated {}
    }

    Authenticated authenticate(String token) {
        return switch (tokens.read(token)) {
            case SessionTokens.Read.Foreign() -> new Authenticated.Not((Answer.Refused) Dispatcher.DENIED);
            case SessionTokens.Read.Expired() -> new Authenticated.Not((Answer.Refused) Dispatcher.EXPIRED);
            case SessionTokens.Read.Valid valid -> {
                Optional<LoginSession> session =
                        sessions.find(valid.session()).filter(found -> found.userId() == valid.userId());
                yield session.isEmpty()
                        ? new Authenticated.Not((Answer.Refused) Dispatcher.DENIED)
                        : switch (session.get().state()) {
                            case OPEN -> new Authenticated.As(session.get());
                            case DISPLACED -> new Authenticated.Not((Answer.Refused) Dispatcher.DISPLACED);
                            case ENDED -> new Authenticated.Not((Answer.Refused) Dispatcher.DENIED);
                        };
            }
        };
    }

    SocketLimits limits() {
        return limits;
    }

    CallRates calls() {
        return calls;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    OpenSockets sockets() {
        return sockets;
    }

    void slowClosed() {
        slow.increment();
    }

    static String address(HttpServerRequest request) {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    static Origin origin(HttpServerRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        String host = request.getHeader(HttpHeaders.HOST);
        return new Origin(
                address(request),
                host == null ? "" : host,
                agent == null ? "" : agent.substring(0, Math.min(agent.length(), 200)));
    }

    private void sessionEnded(LoginSession session) {
        boolean displaced = session.state() == LoginSession.State.DISPLACED;
        sockets.of(session)
                .forEach(socket -> socket.shutdown(
                        "ConnectionQuotaReached", displaced ? "A newer session took its place" : "The session ended"));
        dispatcher.brokerage().ifPresent(brokerage -> brokerage.signedOut(session.userId(), session.id()));
    }

    @Override
    public void close() {
        detach();
        pool.close();
    }
}
