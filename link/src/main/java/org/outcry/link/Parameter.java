package org.outcry.link;

import java.util.List;
import java.util.Optional;

/**
 * One parameter of an operation: its name, where REST carries it, and what it may say. Immutable; any thread.
 *
 * @param description one or two sentences
 * @param values what is known of its values beyond the type
 */
public record Parameter(String name, In in, Type type, boolean required, String description, Values values) {
    /** Where REST carries it. */
    public enum In {
        PATH,
        QUERY,
        BODY
    }

    /** JSON type; query and path text is converted to it. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        STRING_LIST,
        OBJECT
    }

    /**
     * What specifications say of a parameter's values. Numbers are decimal text, so that they stay exact.
     *
     * @param initial the value an absent parameter has
     * @param words the documented words; the parser takes any case and may know further spellings
     * @param least smallest number allowed
     * @param most largest number allowed
     * @param example a value that works
     * @param shape name of the schema of an object, see {@link Schemas}
     */
    public record Values(
            Optional<String> initial,
            List<String> words,
            Optional<String> least,
            Optional<String> most,
            Optional<String> example,
            Optional<String> shape) {
        private static final Values ANY = new Values(
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        public Values {
            words = List.copyOf(words);
        }
    }

    /** A segment of the path; required. */
    static Parameter path(String name, Type type, String description) {
        return new Parameter(name, In.PATH, type, true, description, Values.ANY);
    }

    /** An optional word of the query. */
    static Parameter query(String name, Type type, String description) {
        return new Parameter(name, In.QUERY, type, false, description, Values.ANY);
    }

    /** An optional field of the body. */
    static Parameter body(String name, Type type, String description) {
        return new Parameter(name, In.BODY, type, false, description, Values.ANY);
    }

    Parameter needed() {
        return new Parameter(name, in, type, true, description, values);
    }

    Parameter optional() {
        return new Parameter(name, in, type, false, description, values);
    }

    /** The same parameter with more said of it. */
    Parameter described(String more) {
        return new Parameter(name, in, type, required, description + " " + more, values);
    }

    Parameter initially(String value) {
        return with(
                new Values(Optional.of(value), values.words, values.least, values.most, values.example, values.shape));
    }

    Parameter oneOf(String... words) {
        return with(
                new Values(values.initial, List.of(words), values.least, values.most, values.example, values.shape));
    }

    Parameter atLeast(String least) {
        return with(new Values(
                values.initial, values.words, Optional.of(least), values.most, values.example, values.shape));
    }

    Parameter atMost(String most) {
        return with(new Values(
                values.initial, values.words, values.least, Optional.of(most), values.example, values.shape));
    }

    Parameter example(String value) {
        return with(
                new Values(values.initial, values.words, values.least, values.most, Optional.of(value), values.shape));
    }

    /** An object of that schema. */
    Parameter shaped(String schema) {
        return with(new Values(
                values.initial, values.words, values.least, values.most, values.example, Optional.of(schema)));
    }

    private Parameter with(Values known) {
        return new Parameter(name, in, type, required, description, known);
    }
}
