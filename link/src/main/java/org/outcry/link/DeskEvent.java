package org.outcry.link;

import java.util.Optional;

/**
 * Something happened to a user's account.
 *
 * @param kind {@code orderUpdate}, {@code executionUpdate} or {@code positionUpdate}
 * @param epochMillis when, milliseconds UTC
 * @param cursor where it stands among everything that ever happened at its desk, if the desk can say
 * @param dropped events the desk could not keep before this one, of any of its users; 0 for none
 * @param payload a finished JSON object
 */
public record DeskEvent(
        String user,
        String account,
        String kind,
        long epochMillis,
        Optional<Cursor> cursor,
        long dropped,
        RawJson payload) {

    /** An event without a place. */
    public static DeskEvent of(String user, String account, String kind, long epochMillis, byte[] payload) {
        return new DeskEvent(user, account, kind, epochMillis, Optional.empty(), 0, new RawJson(payload));
    }

    /** The same event of another user. */
    public DeskEvent ofUser(String other) {
        return new DeskEvent(other, account, kind, epochMillis, cursor, dropped, payload);
    }

    /**
     * A place that is durable: it is the same after every restart.
     *
     * @param position of the entry in the desk's log
     * @param index of the event among those of its entry
     */
    public record Cursor(long position, long index) implements Comparable<Cursor> {
        /** Reads the text form. */
        public static Optional<Cursor> of(String text) {
            int dash = text.indexOf('-');
            if (dash < 1 || text.length() > 40) {
                return Optional.empty();
            }
            try {
                Cursor read = new Cursor(
                        Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
                return read.position < 0 || read.index < 0 ? Optional.empty() : Optional.of(read);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public int compareTo(Cursor other) {
            int byPosition = Long.compare(position, other.position);
            return byPosition != 0 ? byPosition : Long.compare(index, other.index);
        }

        /** The text form, such as {@code 1048608-3}. */
        @Override
        public String toString() {
            return position + "-" + index;
        }
    }
}
