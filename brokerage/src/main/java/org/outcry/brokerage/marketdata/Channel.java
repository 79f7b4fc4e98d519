package org.outcry.brokerage.marketdata;

import org.outcry.tradovate.door.Connection;

/** One kind of what is told of a contract, to all who subscribed to it. The market room's thread. */
abstract class Channel {
    private final Watchers watchers = new Watchers();

    /** False when it has subscribed already: a repeat is harmless. */
    boolean add(Connection connection) {
        return watchers.add(connection, this::whole);
    }

    boolean remove(long connectionId) {
        return watchers.remove(connectionId);
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    /** Tells what has changed since. */
    final void pulse() {
        if (watchers.isEmpty()) {
            return;
        }
        if (hasChanged()) {
            watchers.tell(change(), this::whole);
        } else {
            watchers.catchUp(this::whole);
        }
    }

    /** Whether there is something to tell since this last said so. */
    abstract boolean hasChanged();

    /** The message that tells what has changed. */
    abstract byte[] change();

    /** The message that tells everything. */
    abstract byte[] whole();
}
