package org.outcry.brokerage.orders;

import org.outcry.brokerage.rows.Reasons;
import org.outcry.engine.command.Rejection;

/** A call that comes to nothing, on its way out of the reading of its arguments. It carries no stack: it is an answer. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String reason;
    private final boolean violation;

    private Refused(String reason, String text, boolean violation) {
        super(text, null, false, false);
        this.reason = reason;
        this.violation = violation;
    }

    /** In the words for a refusal of the engine's. */
    static Refused of(Rejection rejection) {
        return new Refused(Reasons.reason(rejection), Reasons.text(rejection), false);
    }

    /** @param reason a published one */
    static Refused because(String reason, String text) {
        return new Refused(reason, text, false);
    }

    /** Not there, or not the caller's: nobody learns which. */
    static Refused denied() {
        return of(Rejection.UNKNOWN_ACCOUNT);
    }

    /** Arguments that make no sense together. */
    static Refused senseless() {
        return of(Rejection.INVALID_COMMAND);
    }

    /** A field the schema leaves open but the call needs. */
    static Refused missing(String field) {
        return new Refused(field, "", true);
    }

    /** One of the published reasons; of a violation its field. */
    String reason() {
        return reason;
    }

    String text() {
        return getMessage();
    }

    boolean isViolation() {
        return violation;
    }
}
