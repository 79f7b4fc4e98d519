package org.outcry.harness.walk;

/** The server did not do what the reference says. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String reason) {
        super(reason);
    }
}
