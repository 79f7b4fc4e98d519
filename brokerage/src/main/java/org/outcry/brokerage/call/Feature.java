package org.outcry.brokerage.call;

import org.outcry.tradovate.door.Connection;

/** One part of the brokerage: the operations it has, and what it forgets with a socket. */
public interface Feature {
    /** Called once, while the brokerage is built. */
    void register(Operations operations);

    /** A socket is gone. The book's thread. */
    default void closed(Connection connection) {}

    /** The brokerage ends. */
    default void close() {}
}
