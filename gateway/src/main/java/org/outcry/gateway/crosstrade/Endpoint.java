package org.outcry.gateway.crosstrade;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.outcry.link.Operation;
import org.outcry.link.Parameter;

/** One operation, prepared for answering: its place in the table and its parameters by name. Immutable. */
final class Endpoint {
    private final Operation operation;
    private final int index;
    private final Map<String, Parameter> parameters;
    private final List<Parameter> required;

    Endpoint(Operation operation, int index) {
        this.operation = operation;
        this.index = index;
        Map<String, Parameter> byName = new HashMap<>();
        List<Parameter> needed = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) {
            byName.put(parameter.name(), parameter);
            if (parameter.required()) {
                needed.add(parameter);
            }
        }
        this.parameters = Map.copyOf(byName);
        this.required = List.copyOf(needed);
    }

    Operation operation() {
        return operation;
    }

    /** Its place in the table, from 0. */
    int index() {
        return index;
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    List<Parameter> required() {
        return required;
    }

    boolean isTrade() {
        return operation.access() == Operation.Access.TRADE;
    }
}
