package org.outcry.engine.order;

/** How an attached order hangs on the one it was placed with. */
public enum Relation {
    /** One cancels the other; both work at once. */
    OCO,
    /** Suspended until the entry fills, then follows the filled quantity; legs of one group are OCO to each other. */
    BRACKET
}
