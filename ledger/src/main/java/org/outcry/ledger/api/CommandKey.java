package org.outcry.ledger.api;

/** Durable key of a command: the same key is applied once, and a repeat hears the first answer. */
public record CommandKey(long high, long low) {
    /** For commands whose repeat is harmless (time, market). */
    public static final CommandKey NONE = new CommandKey(0, 0);
}
