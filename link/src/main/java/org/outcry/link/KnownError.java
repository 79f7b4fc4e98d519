package org.outcry.link;

import java.util.regex.Pattern;

/**
 * One error of the wire: what clients match, when it comes, and what to do about it.
 *
 * @param error the exact {@code error} string; {@code <name>} stands for any text
 * @param status HTTP status over REST
 * @param advice what a program should do
 * @param meaning one sentence
 */
public record KnownError(String error, int status, Advice advice, String meaning) {
    /** What a program should do when it hears an error. */
    public enum Advice {
        /** The request is wrong or cannot be carried out as things stand; nothing was done. */
        CHANGE("Do not repeat it unchanged; nothing was done."),
        /** The same request may succeed later; nothing was done. */
        WAIT(
                "Repeat it after a while: after `retryAfter` seconds when given, else with growing pauses; nothing was done."),
        /** It may or may not have been done. */
        RECONCILE("Reads: repeat. Trades: the outcome may be unknown; read the state, or repeat under the same"
                + " `Idempotency-Key`, before anything else."),
        /** The way the client is set up is wrong. */
        REPAIR("Mend the client's set-up, such as its token; nothing was done.");

        private final String words;

        Advice(String words) {
            this.words = words;
        }

        /** One sentence for documentation. */
        public String words() {
            return words;
        }
    }

    /** Whether an error of the wire is this one. */
    public boolean matches(int givenStatus, String given) {
        return status == givenStatus
                && Pattern.matches("\\Q" + error.replaceAll("<[a-zA-Z]+>", "\\\\E.*\\\\Q") + "\\E", given);
    }
}
