package org.outcry.gateway.tradovate;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.outcry.tradovate.Domain;

/**
 * How the four domains are served.
 *
 * @param ports where each listens; 0 lets the system choose
 * @param names host names by which each is known behind a proxy, the first of them said in texts; the documented names are known
 *     besides
 * @param tokenMillis life of an access token
 * @param sockets numbers of the sockets
 */
public record TradovateSettings(
        Map<Domain, Integer> ports, Map<Domain, List<String>> names, long tokenMillis, SocketLimits sockets) {
    /** Documented life of an access token. */
    public static final long TOKEN_MILLIS = 90 * 60_000L;

    public TradovateSettings {
        ports = Map.copyOf(ports);
        names = Map.copyOf(names);
        for (Domain domain : Domain.values()) {
            int port = ports.getOrDefault(domain, -1);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("the " + domain.word() + " domain needs a port of 0 to 65535");
            }
        }
        if (tokenMillis < 1) {
            throw new IllegalArgumentException("tokenMillis must be positive");
        }
    }

    /** The four ports after the gateway's own; all chosen by the system when that one is. */
    public static TradovateSettings beside(int gatewayPort) {
        Map<Domain, Integer> ports = new EnumMap<>(Domain.class);
        int next = gatewayPort;
        for (Domain domain : List.of(Domain.DEMO, Domain.LIVE, Domain.MD, Domain.REPLAY)) {
            ports.put(domain, gatewayPort == 0 ? 0 : ++next);
        }
        return new TradovateSettings(ports, Map.of(), TOKEN_MILLIS, SocketLimits.STANDARD);
    }

    public TradovateSettings withNames(Map<Domain, List<String>> newNames) {
        return new TradovateSettings(ports, newNames, tokenMillis, sockets);
    }

    public TradovateSettings withTokenMillis(long millis) {
        return new TradovateSettings(ports, names, millis, sockets);
    }

    public TradovateSettings withSockets(SocketLimits limits) {
        return new TradovateSettings(ports, names, tokenMillis, limits);
    }
}
