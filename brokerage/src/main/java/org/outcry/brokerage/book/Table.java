package org.outcry.brokerage.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.outcry.brokerage.rows.Row;

/** The rows of one kind that are kept. The book's thread. */
public final class Table implements RowSource {
    private final Long2ObjectHashMap<Row> byId = new Long2ObjectHashMap<>();
    /** By scope, then by id, in the order in which they came. */
    private final Long2ObjectHashMap<LinkedHashMap<Long, Row>> byScope = new Long2ObjectHashMap<>();

    private final Long2ObjectHashMap<Set<Long>> byMaster = new Long2ObjectHashMap<>();
    private final Map<String, Set<Long>> byName = new HashMap<>();

    /** The row it replaces, if any. */
    Optional<Row> put(Row row) {
        Row old = byId.put(row.id(), row);
        if (old != null && !sameKeys(old, row)) {
            unlink(old);
            old = null;
            link(row);
            return Optional.of(row);
        }
        if (old == null) {
            link(row);
            return Optional.empty();
        }
        byScope.get(row.scope()).put(row.id(), row);
        return Optional.of(old);
    }

    private static boolean sameKeys(Row one, Row other) {
        return one.scope() == other.scope()
                && one.masterId() == other.masterId()
                && one.name().equals(other.name());
    }

    private void link(Row row) {
        byScope.computeIfAbsent(row.scope(), scope -> new LinkedHashMap<>()).put(row.id(), row);
        if (row.masterId() != 0) {
            byMaster.computeIfAbsent(row.masterId(), master -> new LinkedHashSet<>())
                    .add(row.id());
        }
        if (!row.name().isEmpty()) {
            byName.computeIfAbsent(row.name(), name -> new LinkedHashSet<>()).add(row.id());
        }
    }

    private void unlink(Row row) {
        LinkedHashMap<Long, Row> shelf = byScope.get(row.scope());
        shelf.remove(row.id());
        if (shelf.isEmpty()) {
            byScope.remove(row.scope());
        }
        Set<Long> kin = byMaster.get(row.masterId());
        if (kin != null && kin.remove(row.id()) && kin.isEmpty()) {
            byMaster.remove(row.masterId());
        }
        Set<Long> namesakes = byName.get(row.name());
        if (namesakes != null && namesakes.remove(row.id()) && namesakes.isEmpty()) {
            byName.remove(row.name());
        }
    }

    Optional<Row> remove(long id) {
        Row row = byId.remove(id);
        if (row == null) {
            return Optional.empty();
        }
        unlink(row);
        return Optional.of(row);
    }

    /** Ids of the rows of one master. */
    List<Long> idsOf(long masterId) {
        List<Long> ids = new ArrayList<>();
        dependents(masterId, row -> ids.add(row.id()));
        return ids;
    }

    void forEach(Consumer<Row> rows) {
        byScope.values().forEach(shelf -> shelf.values().forEach(rows));
    }

    public int size() {
        return byId.size();
    }

    @Override
    public Optional<Row> item(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public void inScopes(Set<Long> scopes, Consumer<Row> rows) {
        for (long scope : scopes) {
            LinkedHashMap<Long, Row> shelf = byScope.get(scope);
            if (shelf != null && scope != Row.EVERYBODY) {
                shelf.values().forEach(rows);
            }
        }
    }

    @Override
    public void forEverybody(Consumer<Row> rows) {
        LinkedHashMap<Long, Row> shelf = byScope.get(Row.EVERYBODY);
        if (shelf != null) {
            shelf.values().forEach(rows);
        }
    }

    @Override
    public void dependents(long masterId, Consumer<Row> rows) {
        Set<Long> kin = byMaster.get(masterId);
        if (kin != null) {
            for (long id : kin) {
                rows.accept(byId.get(id));
            }
        }
    }

    @Override
    public void named(String name, Consumer<Row> rows) {
        Set<Long> namesakes = byName.get(name);
        if (namesakes != null) {
            for (long id : namesakes) {
                rows.accept(byId.get(id));
            }
        }
    }
}
