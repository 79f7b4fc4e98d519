package org.outcry.app;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.BindException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.gateway.GatewayServer;
import org.outcry.gateway.GatewaySettings;
import org.outcry.gateway.access.AccessException;
import org.outcry.gateway.access.Profile;
import org.outcry.gateway.operations.HealthCheck;
import org.outcry.gateway.tradovate.TradovateSettings;
import org.outcry.tradovate.Domain;
import picocli.CommandLine.Option;

/** Where a gateway listens and whom it lets in. */
final class ListenOptions {
    @Option(
            names = "--port",
            paramLabel = "P",
            description = "gateway port, 0 for a free one (default: 8080, production 9080)")
    Optional<Integer> port = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "127.0.0.1",
            description = "address to listen on (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "further name accepted in Host and Origin, such as your proxy's; may be repeated")
    List<String> allowedHosts = List.of();

    @Option(
            names = "--domain-host",
            paramLabel = "DOMAIN=NAME",
            description =
                    "name by which a Tradovate domain (demo, live, md, replay) is reached behind your proxy; may be"
                            + " repeated")
    Map<String, String> domainHosts = new LinkedHashMap<>();

    @Option(
            names = "--profile",
            paramLabel = "strict|open",
            defaultValue = "strict",
            description = "strict keeps the documented limits, open lifts them (default: ${DEFAULT-VALUE})")
    Profile profile = Profile.STRICT;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM certificate chain; with --tls-key serves https and wss")
    Optional<Path> tlsCertificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM private key")
    Optional<Path> tlsKey = Optional.empty();

    /** Starts the gateway these options ask for; what keeps it from starting is told in a sentence. */
    GatewayServer start(int defaultPort, DataDirectory data, List<HealthCheck> health, List<MeterBinder> meters) {
        GatewaySettings settings = settings(defaultPort, data.gateway()).withOperations(health, meters);
        try {
            return GatewayServer.start(settings);
        } catch (AccessException | IllegalStateException e) {
            String advice = e.getCause() instanceof BindException ? ": choose another with --port or --host" : "";
            throw new UserFacingException(e.getMessage() + advice, e);
        }
    }

    /** What replays may take in the chosen profile. */
    ReplaySettings replays() {
        return switch (profile) {
            case STRICT -> ReplaySettings.STRICT;
            case OPEN -> ReplaySettings.OPEN;
        };
    }

    private GatewaySettings settings(int defaultPort, Path data) {
        if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
            throw new UserFacingException("--tls-cert and --tls-key go together");
        }
        if (port.filter(number -> number < 0 || number > 65_535).isPresent()) {
            throw new UserFacingException("--port takes 0 to 65535");
        }
        int base = port.orElse(defaultPort);
        if (base > 65_531) {
            throw new UserFacingException("--port needs four more above it for the Tradovate domains: at most 65531");
        }
        return GatewaySettings.on(base, data)
                .withTradovate(TradovateSettings.beside(base).withNames(domainNames()))
                .withHost(host)
                .withProfile(profile)
                .withAllowed(
                        Set.copyOf(allowedHosts),
                        Set.copyOf(allowedHosts.stream()
                                .map(name -> scheme() + "://" + name)
                                .toList()))
                .withTls(tlsCertificate.map(certificate -> new GatewaySettings.Tls(certificate, tlsKey.orElseThrow())));
    }

    private Map<Domain, List<String>> domainNames() {
        Map<Domain, List<String>> names = new EnumMap<>(Domain.class);
        domainHosts.forEach((word, name) -> names.computeIfAbsent(
                        Domain.of(word.toLowerCase(Locale.ROOT))
                                .orElseThrow(() -> new UserFacingException(
                                        "--domain-host: no domain " + word + "; there are demo, live, md and replay")),
                        _ -> new ArrayList<>())
                .add(name));
        return names;
    }

    String scheme() {
        return tlsCertificate.isPresent() ? "https" : "http";
    }
}
