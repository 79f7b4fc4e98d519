package org.outcry.engine.order;

/**
 * What a client says of its command besides what it asks. The engine repeats it in the event and forgets it: no rule reads it.
 *
 * @param sessionId sign-in it came by, 0 for none
 * @param label the client's own name for the command, not unique, at most {@value #MAX_TEXT} characters, "" for none
 * @param customTag exchange tag 50, at most {@value #MAX_TEXT} characters, "" for none
 */
public record CommandTag(long sessionId, String label, String customTag) {
    public static final int MAX_TEXT = 64;
    public static final CommandTag NONE = new CommandTag(0, "", "");

    /** The same sign-in and tag for a command with another name. */
    public CommandTag withLabel(String other) {
        return new CommandTag(sessionId, other, customTag);
    }

    /** True when its texts are no longer than they may be. */
    public boolean fits() {
        return label.length() <= MAX_TEXT && customTag.length() <= MAX_TEXT;
    }
}
