package org.outcry.tradovate.schema;

import java.util.List;
import java.util.Optional;

/** An object of the wire and its members in published order. */
public record Type(String name, List<Field> fields) {
    public Type {
        fields = List.copyOf(fields);
    }

    public Optional<Field> field(String fieldName) {
        for (Field field : fields) {
            if (field.name().equals(fieldName)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
