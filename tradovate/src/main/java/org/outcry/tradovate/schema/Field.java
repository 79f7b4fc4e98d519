package org.outcry.tradovate.schema;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One member of a type, or one parameter of an endpoint.
 *
 * @param kind what its value is
 * @param target name of the enumeration or type for {@link Kind#ENUM}, {@link Kind#OBJECT} and arrays of them
 * @param items kind of the elements of an {@link Kind#ARRAY}
 * @param above the value is greater than this
 */
public record Field(
        String name,
        Kind kind,
        Optional<String> target,
        Optional<Kind> items,
        boolean required,
        OptionalInt minLength,
        OptionalInt maxLength,
        OptionalDouble minimum,
        OptionalDouble maximum,
        OptionalDouble above) {

    /** The same, as large as one likes. */
    Field withoutMaximum() {
        return new Field(
                name, kind, target, items, required, minLength, maxLength, minimum, OptionalDouble.empty(), above);
    }

    /** Wire types. */
    public enum Kind {
        /** 32-bit integer. */
        INT,
        /** 64-bit integer. */
        LONG,
        NUMBER,
        BOOLEAN,
        STRING,
        /** ISO 8601 in UTC; epoch milliseconds are read too. */
        TIME,
        ENUM,
        OBJECT,
        ARRAY,
        /** Untyped map, or one of several. */
        ANY
    }
}
