package org.outcry.ledger.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.ledger.api.Ledger.EventFollower;

/** Events of the entry under way, and those of the delivery that followers have not heard yet. One thread. */
final class EventBatch implements EventSink {
    private static final Event[] NONE = {};

    private Event[] entry = new Event[64];
    private int entrySize;
    private final ArrayList<Event> kept = new ArrayList<>();
    private long[] positions = new long[64];
    private long[] times = new long[64];

    void begin() {
        entrySize = 0;
    }

    @Override
    public void accept(Event event) {
        if (entrySize == entry.length) {
            entry = Arrays.copyOf(entry, entrySize * 2);
        }
        entry[entrySize++] = event;
    }

    int size() {
        return entrySize;
    }

    Event event(int index) {
        return entry[index];
    }

    /** A copy of the entry's events. */
    Event[] current() {
        return entrySize == 0 ? NONE : Arrays.copyOf(entry, entrySize);
    }

    void keep(long position, long timeNanos, boolean followed) {
        if (!followed) {
            return;
        }
        for (int i = 0; i < entrySize; i++) {
            int at = kept.size();
            if (at == positions.length) {
                positions = Arrays.copyOf(positions, at * 2);
                times = Arrays.copyOf(times, at * 2);
            }
            positions[at] = position;
            times[at] = timeNanos;
            kept.add(entry[i]);
        }
    }

    void deliver(List<EventFollower> followers) {
        for (int i = 0, size = kept.size(); i < size; i++) {
            for (EventFollower follower : followers) {
                follower.on(positions[i], times[i], kept.get(i));
            }
        }
        kept.clear();
    }
}
