package org.outcry.gateway;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.access.RequestStore;
import org.outcry.gateway.crosstrade.StreamLimits;
import org.outcry.gateway.link.LinkTimings;
import org.outcry.gateway.operations.HealthCheck;
import org.outcry.gateway.tradovate.TradovateSettings;
import org.outcry.link.Operations;

/**
 * How a gateway runs.
 *
 * @param host address to bind; loopback unless a person decides otherwise
 * @param port port to bind; 0 lets the system choose
 * @param data directory of {@code gateway.db}
 * @param profile documented limits, or none
 * @param allowedHosts host names it answers to besides the loopback names, without port
 * @param allowedOrigins web origins that may open sockets and change state besides its own
 * @param tls certificate chain and key, PEM; empty means plain HTTP
 * @param eventLoops threads that serve connections, at least 1
 * @param linkTimings heartbeats of desks
 * @param streamLimits numbers of the WebSocket
 * @param replyMillis how long a desk may take for an ordinary answer; operations that may take longer get as many times more as the
 *     table says
 * @param budgetClock nanoseconds that never step back; request budgets and upgrade limits live by it
 * @param requests how many idempotency keys are remembered, and by which clock they grow old
 * @param health further conditions of being ready
 * @param meters further metrics shown on {@code /metrics}
 * @param tradovate the four Tradovate domains
 */
public record GatewaySettings(
        String host,
        int port,
        Path data,
        Profile profile,
        Set<String> allowedHosts,
        Set<String> allowedOrigins,
        Optional<Tls> tls,
        int eventLoops,
        LinkTimings linkTimings,
        StreamLimits streamLimits,
        long replyMillis,
        LongSupplier budgetClock,
        RequestStore.Bounds requests,
        List<HealthCheck> health,
        List<MeterBinder> meters,
        TradovateSettings tradovate) {
    public GatewaySettings {
        allowedHosts = Set.copyOf(allowedHosts);
        allowedOrigins = Set.copyOf(allowedOrigins);
        health = List.copyOf(health);
        meters = List.copyOf(meters);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535");
        }
        if (replyMillis < 1) {
            throw new IllegalArgumentException("replyMillis must be positive");
        }
        if (eventLoops < 1) {
            throw new IllegalArgumentException("eventLoops must be at least 1");
        }
    }

    /** PEM files. */
    public record Tls(Path certificate, Path key) {}

    /** Loopback, strict, promised timings, an event loop for each processor. */
    public static GatewaySettings on(int port, Path data) {
        return new GatewaySettings(
                "127.0.0.1",
                port,
                data,
                Profile.STRICT,
                Set.of(),
                Set.of(),
                Optional.empty(),
                Runtime.getRuntime().availableProcessors(),
                LinkTimings.PROMISED,
                StreamLimits.of(Profile.STRICT),
                Operations.TIMEOUT_MILLIS,
                System::nanoTime,
                RequestStore.PROMISED,
                List.of(),
                List.of(),
                TradovateSettings.beside(port));
    }

    public GatewaySettings withHost(String newHost) {
        return with(draft -> draft.host = newHost);
    }

    /** Also sets the stream limits that belong to the profile. */
    public GatewaySettings withProfile(Profile newProfile) {
        return with(draft -> {
            draft.profile = newProfile;
            draft.streamLimits = StreamLimits.of(newProfile);
        });
    }

    public GatewaySettings withAllowed(Set<String> hosts, Set<String> origins) {
        return with(draft -> {
            draft.allowedHosts = hosts;
            draft.allowedOrigins = origins;
        });
    }

    public GatewaySettings withTls(Optional<Tls> newTls) {
        return with(draft -> draft.tls = newTls);
    }

    public GatewaySettings withTimings(LinkTimings link, StreamLimits stream, long newReplyMillis) {
        return with(draft -> {
            draft.linkTimings = link;
            draft.streamLimits = stream;
            draft.replyMillis = newReplyMillis;
        });
    }

    public GatewaySettings withBudgetClock(LongSupplier clock) {
        return with(draft -> draft.budgetClock = clock);
    }

    public GatewaySettings withRequests(RequestStore.Bounds bounds) {
        return with(draft -> draft.requests = bounds);
    }

    public GatewaySettings withOperations(List<HealthCheck> newHealth, List<MeterBinder> newMeters) {
        return with(draft -> {
            draft.health = newHealth;
            draft.meters = newMeters;
        });
    }

    public GatewaySettings withTradovate(TradovateSettings domains) {
        return with(draft -> draft.tradovate = domains);
    }

    private GatewaySettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings(this);
    }

    /** What a {@code with} method may change, named once, so that a new setting is not fourteen lines in each of them. */
    private static final class Draft {
        private String host;
        private Profile profile;
        private Set<String> allowedHosts;
        private Set<String> allowedOrigins;
        private Optional<Tls> tls;
        private LinkTimings linkTimings;
        private StreamLimits streamLimits;
        private long replyMillis;
        private LongSupplier budgetClock;
        private RequestStore.Bounds requests;
        private List<HealthCheck> health;
        private List<MeterBinder> meters;
        private TradovateSettings tradovate;

        private Draft(GatewaySettings from) {
            host = from.host;
            profile = from.profile;
            allowedHosts = from.allowedHosts;
            allowedOrigins = from.allowedOrigins;
            tls = from.tls;
            linkTimings = from.linkTimings;
            streamLimits = from.streamLimits;
            replyMillis = from.replyMillis;
            budgetClock = from.budgetClock;
            requests = from.requests;
            health = from.health;
            meters = from.meters;
            tradovate = from.tradovate;
        }

        private GatewaySettings settings(GatewaySettings from) {
            return new GatewaySettings(
                    host,
                    from.port,
                    from.data,
                    profile,
                    allowedHosts,
                    allowedOrigins,
                    tls,
                    from.eventLoops,
                    linkTimings,
                    streamLimits,
                    replyMillis,
                    budgetClock,
                    requests,
                    health,
                    meters,
                    tradovate);
        }
    }
}
