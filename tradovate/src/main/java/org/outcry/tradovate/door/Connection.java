package org.outcry.tradovate.door;

import org.outcry.tradovate.Domain;

/** One authorized socket, as the brokerage sees it. Any thread. */
public interface Connection {
    /** Unique in the process. */
    long id();

    Domain domain();

    Caller caller();

    /**
     * Sends one event in order. A connection whose queue is full is closed by its owner, who then says so by
     * {@link Brokerage#closed}; nothing is ever left out in silence.
     *
     * @param message finished JSON of one message, {@code {"e":…,"d":…}}, shared among connections: nobody writes to it
     */
    void event(byte[] message);

    /**
     * Whether its queue is short enough for market data. While it is not, the sender keeps only the latest of each instrument.
     */
    boolean isDrained();

    /** Calls once, on any thread, when the queue has become short again. */
    void whenDrained(Runnable then);
}
