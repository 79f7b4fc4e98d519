package org.outcry.brokerage.rows;

/**
 * One row as clients see it. Most rows are never asked for, so its JSON is made when somebody first does, and then kept and shared:
 * by then the row shows what it was put for, since every change of what it is made from puts a new one.
 *
 * <p>Rows of mutable facts belong to the book's thread until their JSON is made; all others to any thread.
 */
public final class Row {
    /** No account and no user has this id. */
    public static final long EVERYBODY = 0;

    private final Made made;
    private final long id;
    private final long masterId;
    private final long scope;
    private final String name;
    /** Empty until it is made. */
    @SuppressWarnings("ArrayRecordComponent")
    private volatile byte[] json;

    private static final byte[] NOT_YET = {};

    /** What a row is made from, and how. */
    interface Made {
        String entity();

        long contractId();

        long touchedNanos();

        boolean isNamedById();

        byte[] json();
    }

    Row(Made made, long id, long masterId, long scope, String name) {
        this.made = made;
        this.id = id;
        this.masterId = masterId;
        this.scope = scope;
        this.name = name;
        this.json = NOT_YET;
    }

    /**
     * A row whose JSON exists.
     *
     * @param entity kind of row, as in paths
     * @param masterId row it belongs to, 0 for none
     * @param scope account or user whose followers may see it; {@link #EVERYBODY} for reference data
     * @param name for {@code find} and {@code suggest}, "" for none
     * @param touchedNanos when it last changed, nanoseconds UTC; 0 for reference data
     * @param json one JSON object in UTF-8, given away
     */
    public static Row of(
            String entity, long id, long masterId, long scope, String name, long touchedNanos, byte[] json) {
        return new Row(new Finished(entity, touchedNanos, json), id, masterId, scope, name);
    }

    public String entity() {
        return made.entity();
    }

    public long id() {
        return id;
    }

    public long masterId() {
        return masterId;
    }

    public long scope() {
        return scope;
    }

    /** Contract it is about, 0 for none: clients are told of that too. */
    public long contractId() {
        return made.contractId();
    }

    public String name() {
        return isNamedById() ? Long.toString(id) : name;
    }

    /** Its name is its id as text. */
    public boolean isNamedById() {
        return made.isNamedById();
    }

    public long touchedNanos() {
        return made.touchedNanos();
    }

    /** One JSON object in UTF-8, shared: nobody writes to it. */
    public byte[] json() {
        byte[] bytes = json;
        if (bytes.length == 0) {
            bytes = made.json();
            json = bytes;
        }
        return bytes;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Finished(String entity, long touchedNanos, byte[] json) implements Made {
        @Override
        public long contractId() {
            return 0;
        }

        @Override
        public boolean isNamedById() {
            return false;
        }
    }
}
