package org.outcry.engine.state;

import java.util.function.Consumer;

/** Takes the rows of a state in order and gives the hash that the engine they make gives for its state. */
public interface RowHash extends Consumer<StateRow> {
    /** Hash of the rows so far. */
    long value();
}
