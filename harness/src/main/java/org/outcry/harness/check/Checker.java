package org.outcry.harness.check;

/** Follows a log from its first entry; throws {@link Finding}. One thread. */
public interface Checker {
    void onEntry(Entry entry);

    /** After the last entry. */
    default void atEnd() {}
}
