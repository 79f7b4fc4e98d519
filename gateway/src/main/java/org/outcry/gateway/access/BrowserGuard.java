package org.outcry.gateway.access;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps foreign web pages away. A page that rebinds its own name to a loopback address shows that name as {@code Host}; a page of
 * another site shows itself as {@code Origin}. Programs that are not browsers send no Origin and pass. Any thread.
 */
public final class BrowserGuard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Set<String> hosts;
    private final Set<String> origins;
    private volatile String lastGoodHost = "";

    /**
     * @param allowedHosts further host names this gateway answers to, without port
     * @param allowedOrigins further origins that may open sockets and change state, such as {@code https://desk.example}
     */
    public BrowserGuard(Set<String> allowedHosts, Set<String> allowedOrigins) {
        Set<String> all = new HashSet<>(LOOPBACK);
        allowedHosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
        this.hosts = Set.copyOf(all);
        Set<String> named = new HashSet<>();
        allowedOrigins.forEach(origin -> named.add(origin.toLowerCase(Locale.ROOT)));
        this.origins = Set.copyOf(named);
    }

    /** Whether the {@code Host} header names this gateway. */
    public boolean isHostAllowed(String host) {
        if (host.equals(lastGoodHost)) {
            return true;
        }
        boolean allowed = hosts.contains(withoutPort(host).toLowerCase(Locale.ROOT));
        if (allowed) {
            lastGoodHost = host;
        }
        return allowed;
    }

    /** Whether a request with this {@code Origin} may open a socket or change something; same origin or configured. */
    public boolean isOriginAllowed(String origin, String host) {
        String lower = origin.toLowerCase(Locale.ROOT);
        int scheme = lower.indexOf("://");
        return origins.contains(lower)
                || (scheme > 0 && lower.substring(scheme + 3).equals(host.toLowerCase(Locale.ROOT)));
    }

    private static String withoutPort(String host) {
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        return colon < 0 ? host : host.substring(0, colon);
    }
}
