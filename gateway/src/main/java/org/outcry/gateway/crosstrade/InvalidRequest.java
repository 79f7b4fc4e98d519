package org.outcry.gateway.crosstrade;

/** What a client sent cannot be a request. The message is safe to show and says what to change. */
final class InvalidRequest extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidRequest(String message) {
        super(message, null, false, false);
    }
}
