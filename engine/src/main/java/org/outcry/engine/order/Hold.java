package org.outcry.engine.order;

/** What an order that was placed behind others waits for before it starts. */
public enum Hold {
    /** Nothing, or only its entry or its activation time. */
    NONE,
    /** The cancel of one order: it starts when that order is canceled, and is canceled itself when that order ended otherwise. */
    ORDER,
    /** A flat position without orders on their way out; it starts at its activation time at the latest. */
    FLAT,
    /**
     * Its activation time, as an exit: when it is reduce-only it is then cut to the position, or canceled when there is none left.
     */
    EXIT
}
