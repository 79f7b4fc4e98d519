package org.outcry.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.outcry.gateway.access.AccessStore;
import org.outcry.gateway.access.AccessTokens;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.BrowserGuard;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.gateway.access.Desks;
import org.outcry.gateway.access.LocalDesks;
import org.outcry.gateway.access.RequestStore;
import org.outcry.gateway.access.SigningKey;
import org.outcry.gateway.access.UpgradeLimiter;
import org.outcry.gateway.crosstrade.CrossTradeRoom;
import org.outcry.gateway.link.LinkServer;
import org.outcry.gateway.operations.OperationsRoom;
import org.outcry.gateway.spec.DomainPages;
import org.outcry.gateway.spec.PublicPages;
import org.outcry.gateway.tradovate.TradovateRoom;
import org.outcry.link.DeskLink;
import org.outcry.link.Operations;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Brokerage;
import org.outcry.tradovate.spec.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Start and close it from an ordinary thread; both wait. */
public final class GatewayServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final long GOODBYE_SECONDS = 2;

    private final AccessStore store;
    private final RequestStore requests;
    private final AccessTokens tokens;
    private final Desks desks = new LocalDesks();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
    private final CrossTradeRoom crosstrade;
    private final LinkServer links;
    private final OperationsRoom operations;
    private final BrowserGuard guard;
    private final PublicPages pages = new PublicPages(Operations.routed());
    private final DomainPages domainPages;
    private final ScheduledExecutorService refresher;
    private final Vertx vertx;
    private final CredentialStore credentials;
    private final TradovateRoom tradovate;
    private final Map<Domain, Integer> domainPorts = new ConcurrentHashMap<>();
    private volatile int port;

    private GatewayServer(GatewaySettings settings) {
        this.store = AccessStore.open(settings.data().resolve("gateway.db"), Clock.systemUTC());
        this.credentials = CredentialStore.open(settings.data().resolve("gateway.db"), Clock.systemUTC());
        this.requests = RequestStore.open(settings.data().resolve("requests.db"), settings.requests());
        this.tokens = new AccessTokens(
                store,
                settings.profile(),
                settings.budgetClock(),
                () -> Math.floorDiv(System.currentTimeMillis(), 86_400_000L));
        this.crosstrade = new CrossTradeRoom(
                Operations.all(),
                pages,
                tokens,
                desks,
                requests,
                settings.profile(),
                settings.streamLimits(),
                settings.replyMillis(),
                new UpgradeLimiter(settings.profile(), settings.budgetClock()),
                registry,
                System::nanoTime,
                Clock.systemUTC());
        this.tradovate = new TradovateRoom(
                settings.tradovate(),
                settings.profile(),
                credentials,
                SigningKey.open(settings.data().resolve("signing.key")),
                settings.budgetClock(),
                Clock.systemUTC(),
                registry);
        String scheme = settings.tls().isPresent() ? "https://" : "http://";
        this.domainPages = new DomainPages(() -> new Servers(Stream.of(Domain.values())
                .collect(Collectors.toMap(each -> each, each -> scheme + tradovate.address(each)))));
        this.links = new LinkServer(tokens, desks, settings.linkTimings(), System::nanoTime);
        this.operations = new OperationsRoom(
                registry, settings.health(), () -> desks.all().size());
        this.guard = new BrowserGuard(settings.allowedHosts(), settings.allowedOrigins());
        bindMeters(settings);
        this.refresher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("outcry-access").daemon().factory());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(settings.eventLoops())
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Starts a gateway and waits until it listens.
     *
     * @throws IllegalStateException when it cannot bind or the certificate cannot be read; the message says which
     * @throws org.outcry.gateway.access.AccessException when {@code gateway.db} cannot be opened
     */
    public static GatewayServer start(GatewaySettings settings) {
        settings.tls().ifPresent(TlsFiles::check);
        GatewayServer server = new GatewayServer(settings);
        try {
            server.listen(settings);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** Users and tokens; after a change made through it call {@link #tokensChanged}. */
    public AccessStore access() {
        return store;
    }

    /** Passwords and API keys; after a change made through it call {@link #tokensChanged}. */
    public CredentialStore credentials() {
        return credentials;
    }

    /** The port of a Tradovate domain. */
    public int port(Domain domain) {
        return domainPorts.getOrDefault(domain, 0);
    }

    /** The Tradovate domains show these accounts from now on. */
    public void attach(Brokerage brokerage) {
        tradovate.attach(brokerage);
    }

    /** The accounts of the Tradovate domains end; sockets are told so. */
    public void detachBrokerage() {
        tradovate.detach();
    }

    /** Makes changes of tokens, passwords and keys count at once; without it they count within a second. */
    public void tokensChanged() {
        tokens.reload();
        tradovate.credentialsChanged();
    }

    /**
     * Attaches the desk of this process for every user who has no desk of their own; it says its quotes and events to the inbox.
     * The link must call every listener once, also when it ends.
     */
    public AttachedDesk attach(DeskLink link) {
        return desks.attach(Optional.empty(), link);
    }

    /** The desk of this process ends. */
    public void detach(AttachedDesk desk) {
        desks.detach(desk);
    }

    /** Every metric of the process; others may add theirs. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        operations.setOpen(false);
        refresher.shutdownNow();
        crosstrade.close();
        tradovate.close();
        links.close();
        awaitNoSockets();
        join("event loops", vertx.close());
        gcMetrics.close();
        requests.close();
        credentials.close();
        store.close();
    }

    private void listen(GatewaySettings settings) {
        for (int i = 0; i < settings.eventLoops(); i++) {
            FrontDoor door =
                    new FrontDoor(settings, guard, crosstrade, links, operations, pages, domainPages, tradovate);
            join("listening on " + settings.host() + ":" + settings.port(), vertx.deployVerticle(door));
            port = door.port();
            join(
                    "listening",
                    vertx.deployVerticle(new DomainServers(settings, guard, tradovate, domainPages, domainPorts)));
        }
        refresher.scheduleWithFixedDelay(this::refresh, 1, 1, TimeUnit.SECONDS);
        operations.setOpen(true);
        LOG.atInfo()
                .addKeyValue("host", settings.host())
                .addKeyValue("port", port)
                .addKeyValue("profile", settings.profile())
                .addKeyValue("tls", settings.tls().isPresent())
                .log("Gateway listening");
    }

    private void refresh() {
        try {
            tokens.refresh();
            tradovate.refresh();
        } catch (RuntimeException e) {
            // The tokens already known stay valid; the next second tries again.
            LOG.atError().setCause(e).log("gateway.db could not be read");
        }
    }

    /** Gives sockets time to take their goodbye, but not for ever. */
    private void awaitNoSockets() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE_SECONDS);
        while (crosstrade.sockets() + links.count() + tradovate.openSockets() > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void join(String what, Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Gateway: " + what + ": " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Gateway: " + what + " took longer than " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Gateway: interrupted while " + what, e);
        }
    }

    private void bindMeters(GatewaySettings settings) {
        new JvmMemoryMetrics().bindTo(registry);
        gcMetrics.bindTo(registry);
        Gauge.builder("outcry.desks", desks, all -> all.all().size())
                .description("Desks connected")
                .register(registry);
        Gauge.builder("outcry.links", links, LinkServer::count)
                .description("Links open, also those that have not said hello")
                .register(registry);
        Gauge.builder(
                        "outcry.desk.requests.open",
                        desks,
                        all -> all.all().stream()
                                .mapToInt(AttachedDesk::outstanding)
                                .sum())
                .description("Open requests of all desks")
                .register(registry);
        settings.meters().forEach(binder -> binder.bindTo(registry));
    }
}
