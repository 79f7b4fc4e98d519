package org.outcry.brokerage.book;

import java.util.ArrayList;
import java.util.HashMap;
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
    private final Long2ObjectHashMap<Ids> byScope = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<Ids> byMaster = new Long2ObjectHashMap<>();
    /** Rows named by their id are found by that. */
    private final Map<String, Ids> byName = new HashMap<>();

    /** The row it replaces, if any. */
    Optional<Row> put(Row row) {
        Row old = byId.put(row.id(), row);
        if (old == null) {
            link(row);
        } else if (!sameKeys(old, row)) {
            unlink(old);
            link(row);
        }
        return Optional.ofNullable(old);
    }

    private static boolean sameKeys(Row one, Row other) {
        return one.scope() == other.scope()
                && one.masterId() == other.masterId()
                && (one.isNamedById() || one.name().equals(other.name()));
    }

    private void link(Row row) {
        add(byScope, row.scope(), row.id());
        if (row.masterId() != 0) {
            add(byMaster, row.masterId(), row.id());
        }
        if (!row.isNamedById() && !row.name().isEmpty()) {
            byName.computeIfAbsent(row.name(), name -> new Ids()).add(row.id());
        }
    }

    private static void add(Long2ObjectHashMap<Ids> index, long key, long id) {
        Ids ids = index.get(key);
        if (ids == null) {
            ids = new Ids();
            index.put(key, ids);
        }
        ids.add(id);
    }

    private void unlink(Row row) {
        remove(byScope, row.scope(), row.id());
        remove(byMaster, row.masterId(), row.id());
        if (!row.isNamedById()) {
            Ids namesakes = byName.get(row.name());
            if (namesakes != null) {
                namesakes.remove(row.id());
                if (namesakes.isEmpty()) {
                    byName.remove(row.name());
                }
            }
        }
    }

    private static void remove(Long2ObjectHashMap<Ids> index, long key, long id) {
        Ids ids = index.get(key);
        if (ids != null) {
            ids.remove(id);
            if (ids.isEmpty()) {
                index.remove(key);
            }
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
        byScope.values().forEach(shelf -> tell(shelf, rows));
    }

    private void tell(Ids ids, Consumer<Row> rows) {
        ids.forEach(id -> {
            Row row = byId.get(id);
            if (row != null) {
                rows.accept(row);
            }
        });
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
            Ids shelf = byScope.get(scope);
            if (shelf != null && scope != Row.EVERYBODY) {
                tell(shelf, rows);
            }
        }
    }

    @Override
    public void forEverybody(Consumer<Row> rows) {
        Ids shelf = byScope.get(Row.EVERYBODY);
        if (shelf != null) {
            tell(shelf, rows);
        }
    }

    @Override
    public void dependents(long masterId, Consumer<Row> rows) {
        Ids kin = byMaster.get(masterId);
        if (kin != null) {
            tell(kin, rows);
        }
    }

    @Override
    public void named(String name, Consumer<Row> rows) {
        Ids namesakes = byName.get(name);
        if (namesakes != null) {
            tell(namesakes, rows);
        } else if (name.matches("[1-9][0-9]{0,17}")) {
            item(Long.parseLong(name)).filter(Row::isNamedById).ifPresent(rows);
        }
    }
}
