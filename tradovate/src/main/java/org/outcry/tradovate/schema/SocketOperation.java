package org.outcry.tradovate.schema;

import java.util.List;
import java.util.Optional;
import org.outcry.tradovate.Domain;

/** An operation that exists on sockets alone, such as {@code md/subscribeQuote}. */
public record SocketOperation(String path, List<Domain> domains, Optional<Type> request, Optional<String> response) {
    public SocketOperation {
        domains = List.copyOf(domains);
    }
}
