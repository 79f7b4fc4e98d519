package org.outcry.link;

import java.util.List;
import java.util.Set;

/** What travels on a link; {@code docs/protocol/link.md} shows each as JSON. */
public sealed interface LinkMessage {
    /** Desk to gateway, first and once. */
    record Hello(DeskLink.Hello desk) implements LinkMessage {}

    /**
     * Gateway to desk, the answer to hello.
     *
     * @param protocol the version both will speak
     * @param user the gateway user whose token the desk brought
     */
    record Welcome(int protocol, String user) implements LinkMessage {}

    /** Gateway to desk. */
    record Request(DeskRequest request) implements LinkMessage {}

    /** Desk to gateway; id is that of the request. */
    record Reply(long id, int status, RawJson body) implements LinkMessage {}

    /** Gateway to desk: the full set of resolved instrument names whose quotes are wanted now. */
    record WantQuotes(Set<String> instruments) implements LinkMessage {
        public WantQuotes {
            instruments = Set.copyOf(instruments);
        }
    }

    /** Gateway to desk: the full set of users whose events are wanted now. */
    record WantEvents(Set<String> users) implements LinkMessage {
        public WantEvents {
            users = Set.copyOf(users);
        }
    }

    /** Desk to gateway: the latest quote of each instrument that changed. */
    record Quotes(List<Quote> quotes) implements LinkMessage {
        public Quotes {
            quotes = List.copyOf(quotes);
        }

        /** A resolved instrument name and its finished quote object. */
        public record Quote(String instrument, RawJson json) {}
    }

    /** Desk to gateway: something happened. */
    record Event(DeskEvent event) implements LinkMessage {}

    /** Either way, every {@link LinkLimits#HEARTBEAT_MILLIS}. */
    record Heartbeat() implements LinkMessage {}
}
