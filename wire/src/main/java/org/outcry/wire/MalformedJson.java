package org.outcry.wire;

/** Text that is not the JSON it should be. The message is safe to show to whoever sent it. */
public final class MalformedJson extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedJson(String message) {
        super(message, null, false, false);
    }
}
