package org.outcry.tradovate.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What became of a request held against the schema. */
public sealed interface Checked {

    /** It is sound: published fields only, each of its kind. */
    record Sound(ObjectNode arguments) implements Checked {}

    /** It broke at least one rule. */
    record Violated(List<Violation> violations) implements Checked {
        public Violated {
            violations = List.copyOf(violations);
        }
    }
}
