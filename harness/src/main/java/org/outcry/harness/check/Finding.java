package org.outcry.harness.check;

/** A checker found something wrong. The message says what, with the numbers. */
public final class Finding extends RuntimeException {
    private final String checker;

    public Finding(String checker, String what) {
        super(checker + ": " + what);
        this.checker = checker;
    }

    /** Which law was broken. */
    public String checker() {
        return checker;
    }
}
