package org.outcry.gateway.access;

import java.util.List;
import java.util.Optional;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;

/**
 * Which desk serves which user. {@link LocalDesks} knows the desks of this process; when gateways are clustered, an implementation
 * over an event bus takes its place and nothing else changes. Any thread.
 */
public interface Desks {
    /** The desk that serves a user now. */
    Optional<AttachedDesk> of(String user);

    /**
     * A desk came.
     *
     * @param user the user it serves, or empty for every user who has no desk of their own
     * @return where its quotes and events go; hand it back to {@link #detach}
     */
    AttachedDesk attach(Optional<String> user, DeskLink link);

    /** A desk went. Nothing happens when a newer one has already taken its place. */
    void detach(AttachedDesk desk);

    /** Every desk attached now. */
    List<AttachedDesk> all();

    /** Hears of desks and of what they say. Set once, before the first desk. */
    void watch(Watcher watcher);

    /** The room that shows desks to clients. Calls come from any thread. */
    interface Watcher {
        void onAttached(AttachedDesk desk);

        void onDetached(AttachedDesk desk);

        void onQuote(AttachedDesk desk, String instrument, byte[] quoteJson);

        void onEvent(AttachedDesk desk, DeskEvent event);

        /** A desk has been silent for longer than it should (true), or is heard again (false). */
        void onStalled(AttachedDesk desk, boolean stalled);
    }
}
