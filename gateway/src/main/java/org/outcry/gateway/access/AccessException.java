package org.outcry.gateway.access;

/** A command on users or tokens could not be done. The message says why and what to do, and is safe to show. */
public final class AccessException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AccessException(String message) {
        super(message);
    }

    public AccessException(String message, Throwable cause) {
        super(message, cause);
    }
}
