package org.outcry.tradovate.spec;

import java.util.Map;
import org.outcry.tradovate.Domain;

/**
 * Where the four domains are reached.
 *
 * @param addresses scheme, host and port of each, such as {@code http://127.0.0.1:8081}
 */
public record Servers(Map<Domain, String> addresses) {
    public Servers {
        addresses = Map.copyOf(addresses);
        for (Domain domain : Domain.values()) {
            if (!addresses.containsKey(domain)) {
                throw new IllegalArgumentException("no address of the " + domain.word() + " domain");
            }
        }
    }

    /** Where requests of a domain begin: {@code http://127.0.0.1:8081/v1}. */
    public String base(Domain domain) {
        return addresses.get(domain) + "/v1";
    }

    /** The socket of a domain. */
    public String socket(Domain domain) {
        return addresses.get(domain).replaceFirst("^http", "ws") + "/v1/websocket";
    }
}
