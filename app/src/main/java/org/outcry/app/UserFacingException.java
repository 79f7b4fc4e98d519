package org.outcry.app;

/** A failure whose message is all the user needs: what is wrong and what to do. */
final class UserFacingException extends RuntimeException {
    UserFacingException(String message) {
        super(message);
    }

    UserFacingException(String message, Throwable cause) {
        super(message, cause);
    }
}
