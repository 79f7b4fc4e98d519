package org.outcry.gateway.crosstrade;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.outcry.link.DeskEvent;

/**
 * The last events of one user, so that a client that was away can be told what it missed. Holds at most {@value #MAX_EVENTS}, and
 * nothing from before a gap: whatever it gives is complete. Any thread.
 */
final class EventWindow {
    static final int MAX_EVENTS = 2_048;

    private final ArrayDeque<DeskEvent> events = new ArrayDeque<>();
    /** Place of the event that made room last. */
    private Optional<DeskEvent.Cursor> before = Optional.empty();

    private long touchedNanos;

    EventWindow(long nowNanos) {
        this.touchedNanos = nowNanos;
    }

    synchronized void add(DeskEvent event) {
        if (events.size() == MAX_EVENTS) {
            before = events.removeFirst().cursor();
        }
        events.addLast(event);
    }

    /** Something may be missing between what is held and what comes. */
    synchronized void clear() {
        events.clear();
        before = Optional.empty();
    }

    /** Everything after a place, oldest first; empty when the place is not known here. */
    synchronized Optional<List<DeskEvent>> after(DeskEvent.Cursor place) {
        List<DeskEvent> later = new ArrayList<>();
        for (Iterator<DeskEvent> back = events.descendingIterator(); back.hasNext(); ) {
            DeskEvent event = back.next();
            if (event.cursor().equals(Optional.of(place))) {
                Collections.reverse(later);
                return Optional.of(later);
            }
            later.add(event);
        }
        Collections.reverse(later);
        return before.equals(Optional.of(place)) ? Optional.of(later) : Optional.empty();
    }

    /** Somebody wants it. */
    synchronized void touch(long nowNanos) {
        touchedNanos = nowNanos;
    }

    /** Nanoseconds since somebody wanted it. */
    synchronized long idleNanos(long nowNanos) {
        return nowNanos - touchedNanos;
    }
}
