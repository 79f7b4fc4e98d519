package org.outcry.brokerage.rows;

import org.outcry.wire.Json;

/**
 * One member of a row.
 *
 * @param source where the value comes from, for people: an event and its field, the catalogue, or a constant and why
 * @param always false when the member is left out while there is no value
 */
public record Column<S>(String name, String source, boolean always, Writer<S> writer) {

    /** Puts one member, or nothing. */
    @FunctionalInterface
    public interface Writer<S> {
        void write(Json json, String name, S state);
    }
}
