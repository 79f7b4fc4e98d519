package org.outcry.engine.command;

/** What {@link Command.ClearAndPlace} takes out of the way first. */
public enum Clearing {
    /** One order: it is canceled, and the new one starts when that has happened; if it ends otherwise, so does the new one. */
    ORDER,
    /** The contract's orders and its position; the new order starts when both are gone, or when patience ends. */
    POSITION,
    /** As {@link #POSITION}, and refused with NO_POSITION when there is none. */
    OPEN_POSITION,
    /**
     * The contract's orders; the new ones are exits that start when patience ends, cut to what is then open. When there is no
     * position at the start they are placed as they are, and may open one.
     */
    EXITS
}
