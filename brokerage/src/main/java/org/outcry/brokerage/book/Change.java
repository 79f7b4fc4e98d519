package org.outcry.brokerage.book;

import org.outcry.brokerage.rows.Row;

/** One step of one row, as {@code props} events tell it. */
public record Change(Kind kind, Row row) {

    /** Words of the wire. */
    public enum Kind {
        CREATED("Created"),
        UPDATED("Updated"),
        DELETED("Deleted");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
