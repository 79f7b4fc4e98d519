package org.outcry.harness.walk;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One line of the walk.
 *
 * @param operation RPC name
 * @param title what is expected, in the words of the table of results
 * @param happy whether it is the ordinary use of the operation; every operation must have one
 * @param fits the ways it is walked
 */
record Case(String operation, String title, boolean happy, Predicate<Way> fits, Consumer<Walk> steps) {
    static Case happy(String operation, String title, Consumer<Walk> steps) {
        return new Case(operation, title, true, way -> true, steps);
    }

    static Case other(String operation, String title, Consumer<Walk> steps) {
        return new Case(operation, title, false, way -> true, steps);
    }

    static Case refusal(String operation, String error, Consumer<Walk> steps) {
        return new Case(operation, "error " + error, false, way -> true, steps);
    }

    static Case warning(String operation, String warning, Consumer<Walk> steps) {
        return new Case(operation, "warning " + warning, false, way -> true, steps);
    }

    Case only(Predicate<Way> ways) {
        return new Case(operation, title, happy, ways, steps);
    }
}
