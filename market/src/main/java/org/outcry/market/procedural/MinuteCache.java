package org.outcry.market.procedural;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** The minutes most recently looked into, at most {@link #ENTRIES} of all contracts together (about 10 MB). Any thread. */
final class MinuteCache {
    static final int ENTRIES = 1024;

    private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(ENTRIES);

    private record Entry(int contractId, long minute, MinuteEvents events) {}

    /** Makes what is not kept. */
    interface Source {
        MinuteEvents make(long minute);
    }

    MinuteEvents get(int contractId, long minute, Source source) {
        int index = (int) (Mix.key(contractId, minute) & (ENTRIES - 1));
        Entry entry = entries.get(index);
        if (entry == null || entry.contractId != contractId || entry.minute != minute) {
            entry = new Entry(contractId, minute, source.make(minute));
            entries.set(index, entry);
        }
        return entry.events;
    }
}
