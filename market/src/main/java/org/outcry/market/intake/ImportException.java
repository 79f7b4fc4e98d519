package org.outcry.market.intake;

/** The import cannot begin or go on; the message is for the user and says what to do. */
public final class ImportException extends Exception {
    private static final long serialVersionUID = 1;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
