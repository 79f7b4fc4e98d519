package org.outcry.brokerage.records;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.outcry.brokerage.rows.Row;
import org.outcry.engine.record.KeptRecord;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;

/** Which kinds of records are rows, whose they are, and what they say. Any thread. */
public final class Records {
    /** Facts of a user beside its name: what {@code user} rows show of it. Not a row of its own. */
    public static final String PERSON = "person";

    /** Notes of administrators about an account. Not a row of its own. */
    public static final String NOTE = "accountNote";

    /** Kinds that two users see: such a row is a scope of its own. */
    private static final Set<String> SHARED = Set.of("tradingPermission");

    /** Kinds of rows; other records are facts behind them. */
    private static boolean isRow(String kind) {
        return Schema.standard().entity(kind).isPresent();
    }

    private Records() {}

    /** The row of a record; empty for a kind that is none. */
    public static Optional<Row> row(KeptRecord record) {
        if (!isRow(record.kind())) {
            return Optional.empty();
        }
        ObjectNode values = Documents.read(record);
        long id = record.kind().equals("userSessionStats") ? record.userId() : record.id();
        return Optional.of(Row.of(
                record.kind(),
                id,
                master(record, values),
                SHARED.contains(record.kind()) ? record.id() : record.userId(),
                values.path("name").asText(),
                record.changedNanos(),
                json(id, record.document())));
    }

    /** The row's own object. */
    public static byte[] json(KeptRecord record) {
        return json(record.id(), record.document());
    }

    private static byte[] json(long id, String document) {
        String rest = document.length() > 2 ? "," + document.substring(1) : "}";
        return ("{\"id\":" + id + rest).getBytes(StandardCharsets.UTF_8);
    }

    /** The row it belongs to by the schema: its user, or what a field of that name says. */
    private static long master(KeptRecord record, ObjectNode values) {
        String master =
                Schema.standard().entity(record.kind()).flatMap(Entity::master).orElse("");
        return switch (master) {
            case "" -> 0;
            case "User" -> values.path("userId").asLong(record.userId());
            default ->
                values.path(Character.toLowerCase(master.charAt(0)) + master.substring(1) + "Id")
                        .asLong();
        };
    }

    /** The facts of a user, empty when nothing was said. */
    public static Optional<KeptRecord> person(LedgerViews views, long userId) {
        List<KeptRecord> known = views.records(PERSON, userId);
        return known.isEmpty() ? Optional.empty() : Optional.of(known.getFirst());
    }
}
