package org.outcry.ledger.api;

/**
 * What is current, told as the events that made it: for followers that begin in the middle. Reads a file; never call it from the
 * ledger's thread or an event loop.
 */
public interface CurrentHistory {
    /** For a ledger whose followers hear everything from the beginning. */
    CurrentHistory NONE = new CurrentHistory() {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public long position() {
            return Long.MAX_VALUE;
        }

        @Override
        public long tell(Ledger.EventFollower follower) {
            return 0;
        }
    };

    /** Who was not there can hear of it: whoever follows need not follow always. */
    default boolean isKept() {
        return true;
    }

    /** Log position up to which it is durable. */
    long position();

    /**
     * Tells, in the order of the log: every user and account; what happened to an account's money, orders and fills since its
     * present session began; what happened at any time to orders that live, and to strategies that go on; the last change of each
     * position and margin; limits that were reached since a week before that session. Settings are those of now.
     *
     * @return log position that it reflects
     */
    long tell(Ledger.EventFollower follower);
}
