package org.outcry.tradovate.schema;

import java.util.List;
import java.util.Optional;

/**
 * A kind of row.
 *
 * @param name as in paths and events, such as {@code orderVersion}
 * @param type its shape; absent for families that only exist in the sync reply or as actions
 * @param master kind of row it belongs to, by schema name, such as {@code Order}
 * @param syncArray its array in the sync reply
 * @param idEquals kind of row whose id it shares
 */
public record Entity(
        String name,
        Optional<Type> type,
        Optional<String> master,
        Optional<String> syncArray,
        Optional<String> idEquals,
        List<String> operations,
        List<String> actions) {
    public Entity {
        operations = List.copyOf(operations);
        actions = List.copyOf(actions);
    }
}
