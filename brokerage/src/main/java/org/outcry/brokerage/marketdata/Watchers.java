package org.outcry.brokerage.marketdata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.outcry.tradovate.door.Connection;

/**
 * The sockets that want the newest of one thing. A socket whose queue is not short misses what comes meanwhile and is told the
 * state as it is then: between two messages a client sees, any number of changes may lie. Everybody gets the same bytes. The
 * market room's thread; bounded by the subscriptions of the sockets.
 */
final class Watchers {
    private final Map<Long, Watcher> watchers = new LinkedHashMap<>();
    private long version;
    private boolean behind;

    private static final class Watcher {
        private final Connection connection;
        private long version;

        Watcher(Connection connection, long version) {
            this.connection = connection;
            this.version = version;
        }
    }

    /** Adds a socket and tells it the whole state; false when it is here already. */
    boolean add(Connection connection, Supplier<byte[]> whole) {
        if (watchers.putIfAbsent(connection.id(), new Watcher(connection, version)) != null) {
            return false;
        }
        connection.event(whole.get());
        return true;
    }

    boolean remove(long connectionId) {
        return watchers.remove(connectionId) != null;
    }

    boolean isEmpty() {
        return watchers.isEmpty();
    }

    /** Tells a change to whoever heard all before it, and the whole state to whoever did not. */
    void tell(byte[] change, Supplier<byte[]> whole) {
        version++;
        send(change, whole);
    }

    /** Tells the state to those who missed something and can take it now. */
    void catchUp(Supplier<byte[]> whole) {
        if (behind) {
            send(new byte[0], whole);
        }
    }

    private void send(byte[] change, Supplier<byte[]> whole) {
        behind = false;
        byte[] state = new byte[0];
        for (Watcher watcher : watchers.values()) {
            if (watcher.version == version) {
                continue;
            }
            if (!watcher.connection.isDrained()) {
                behind = true;
            } else {
                boolean next = watcher.version == version - 1 && change.length > 0;
                if (!next && state.length == 0) {
                    state = whole.get();
                }
                watcher.connection.event(next ? change : state);
                watcher.version = version;
            }
        }
    }
}
