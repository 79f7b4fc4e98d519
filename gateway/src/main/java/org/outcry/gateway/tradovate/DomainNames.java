package org.outcry.gateway.tradovate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.tradovate.Domain;

/**
 * Which domain a host name means, and by which name a domain is told to a client. The documented names are always understood: a client
 * that has them built in reaches us only when its user mapped them here, and nobody else can make a browser show them. Any thread.
 */
final class DomainNames {
    private static final String DOCUMENTED = ".tradovateapi.com";
    private static final String STAGING = ".staging.ninjatrader.dev";

    private final Map<String, Domain> byName = new HashMap<>();
    private final Map<Domain, List<String>> configured;
    private final Map<Domain, Integer> ports = new ConcurrentHashMap<>();

    DomainNames(Map<Domain, List<String>> configured) {
        this.configured = configured;
        for (Domain domain : Domain.values()) {
            byName.put(domain.word() + DOCUMENTED, domain);
            byName.put(domain.word() + "-d" + DOCUMENTED, domain);
            byName.put(domain.word() + "-api" + STAGING, domain);
        }
        byName.put("md-demo" + DOCUMENTED, Domain.MD);
        byName.put("replay" + STAGING, Domain.REPLAY);
        configured.forEach((domain, names) -> names.forEach(name -> byName.put(name.toLowerCase(Locale.ROOT), domain)));
    }

    /** The domain listens there. */
    void listening(Domain domain, int port) {
        ports.put(domain, port);
    }

    /** The domain of a {@code Host} header, when its name says one. */
    Optional<Domain> domain(String host) {
        return Optional.ofNullable(byName.get(name(host)));
    }

    /** How a client that came by this {@code Host} header reaches a domain. */
    String reach(Domain domain, String host) {
        List<String> names = configured.getOrDefault(domain, List.of());
        if (!names.isEmpty()) {
            return names.getFirst();
        }
        String came = name(host);
        if (came.endsWith(DOCUMENTED)) {
            return domain.word() + DOCUMENTED;
        }
        if (came.endsWith(STAGING)) {
            return (domain == Domain.REPLAY ? "replay" : domain.word() + "-api") + STAGING;
        }
        return came + ":" + ports.getOrDefault(domain, 0);
    }

    private static String name(String host) {
        int bracket = host.indexOf(']');
        int colon = host.indexOf(':', Math.max(bracket, 0));
        return (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
    }
}
