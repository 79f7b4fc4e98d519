package org.outcry.link;

import java.util.Set;

/**
 * One desk as its gateway sees it, in memory or over a socket. Calls may come from any thread; callbacks come on any thread.
 */
public interface DeskLink {
    /** What the desk said of itself in its hello. */
    Hello hello();

    /**
     * Sends a request down the link. The listener hears exactly once. When the link dies first, the request is lost or done,
     * nobody knows: {@link Listener#onLost()}; it is never sent again.
     */
    void request(DeskRequest request, Listener listener);

    /** The full set of resolved instrument names whose quotes the gateway wants now; replaces the set before. */
    void wantQuotes(Set<String> instruments);

    /** The full set of gateway users whose order, execution and position events the gateway wants now. */
    void wantEvents(Set<String> users);

    /** Hears one reply. */
    interface Listener {
        void onReply(DeskReply reply);

        void onLost();
    }

    /** What arrives from the desk unasked, in order. */
    interface Inbox {
        /** A quote changed: resolved instrument name and the finished JSON object of the quote, UTF-8. */
        void onQuote(String instrument, byte[] quoteJson);

        /** Something happened to an account of a user whose events are wanted. */
        void onEvent(DeskEvent event);
    }

    /**
     * Who dialled in.
     *
     * @param protocol version of the link protocol, 1
     * @param version version of the desk's software, such as {@code 1.13.9}
     * @param desk name of the desk, shown in health pages
     */
    record Hello(int protocol, String version, String desk) {}
}
