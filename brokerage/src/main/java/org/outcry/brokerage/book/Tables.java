package org.outcry.brokerage.book;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.outcry.brokerage.rows.Row;

/**
 * All rows. Whoever projects events puts and removes rows here, and whoever follows changes hears of each at once. The book's
 * thread.
 */
public final class Tables {
    private final Map<String, RowSource> sources = new HashMap<>();
    private Map<String, Table> tables = new LinkedHashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private boolean rebuilding;

    /** Hears changes. */
    public interface Follower extends Consumer<Change> {
        /** Somebody waits for the changes. */
        boolean listens();
    }

    /** Rows of a kind that are made when asked for. */
    public void addSource(String entity, RowSource source) {
        sources.put(entity, source);
    }

    /** Hears every change, at once, in order. */
    public void follow(Follower follower) {
        followers.add(follower);
    }

    boolean isFollowed() {
        return followers.stream().anyMatch(Follower::listens);
    }

    /** Forgets every row and tells nobody. */
    void clear() {
        tables = new LinkedHashMap<>();
    }

    /** Rows of one kind; a kind nobody has rows of is empty. */
    public RowSource rows(String entity) {
        RowSource source = sources.get(entity);
        return source != null ? source : table(entity);
    }

    private Table table(String entity) {
        return tables.computeIfAbsent(entity, name -> new Table());
    }

    public Optional<Row> row(String entity, long id) {
        return rows(entity).item(id);
    }

    /** Puts a row and tells of it: created when its id is new, else updated. */
    public void put(Row row) {
        boolean known = table(row.entity()).put(row).isPresent();
        tell(known ? Change.Kind.UPDATED : Change.Kind.CREATED, row);
    }

    /** Puts a row and tells of it as new, though its id may be known: the original does so for what a strategy changes. */
    public void putAsNew(Row row) {
        table(row.entity()).put(row);
        tell(Change.Kind.CREATED, row);
    }

    /** Puts a row that nobody needs to be told of. */
    public void putQuietly(Row row) {
        table(row.entity()).put(row);
    }

    /** Takes a row away and tells of it. */
    public void delete(String entity, long id) {
        table(entity).remove(id).ifPresent(row -> tell(Change.Kind.DELETED, row));
    }

    /** Takes away what belongs to a session that is over; clients begin a session with what is left. */
    public void forget(String entity, long id) {
        table(entity).remove(id);
    }

    /** Ids of the rows of one account or user. */
    public List<Long> idsIn(String entity, long scope) {
        List<Long> ids = new ArrayList<>();
        table(entity).inScopes(Set.of(scope), row -> ids.add(row.id()));
        return ids;
    }

    /** Ids of the rows of one master. */
    public List<Long> idsOf(String entity, long masterId) {
        return table(entity).idsOf(masterId);
    }

    /** Number of rows kept. */
    public long size() {
        return tables.values().stream().mapToLong(Table::size).sum();
    }

    /** Makes all rows anew; afterwards followers are told of what differs, as if it had just changed. */
    void rebuild(Runnable how) {
        Map<String, Table> old = tables;
        tables = new LinkedHashMap<>();
        rebuilding = true;
        try {
            how.run();
        } finally {
            rebuilding = false;
        }
        if (!isFollowed()) {
            // Rows whose JSON nobody needs are not made to be compared.
            return;
        }
        old.forEach((entity, table) -> table.forEach(row -> {
            if (row(entity, row.id()).isEmpty()) {
                tell(Change.Kind.DELETED, row);
            }
        }));
        tables.forEach((entity, table) -> {
            Table before = old.getOrDefault(entity, new Table());
            table.forEach(row -> {
                Optional<Row> was = before.item(row.id());
                if (was.isEmpty()) {
                    tell(Change.Kind.CREATED, row);
                } else if (!Arrays.equals(was.get().json(), row.json())) {
                    tell(Change.Kind.UPDATED, row);
                }
            });
        });
    }

    /** Every row that is kept. */
    public void forEach(Consumer<Row> rows) {
        tables.values().forEach(table -> table.forEach(rows));
    }

    private void tell(Change.Kind kind, Row row) {
        if (rebuilding) {
            return;
        }
        for (int i = 0; i < followers.size(); i++) {
            Follower follower = followers.get(i);
            if (follower.listens()) {
                follower.accept(new Change(kind, row));
            }
        }
    }
}
