package org.outcry.brokerage.reads;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.book.RowSource;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.Row;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;
import org.outcry.wire.Bytes;

/** The standard reads of every kind of row that the schema publishes. The book's thread. */
public final class Reads {
    private static final int USUAL_BYTES = 4096;

    private final Tables tables;
    private final Access access;

    private Reads(Tables tables, Access access) {
        this.tables = tables;
        this.access = access;
    }

    /** Registers every read of the schema. */
    public static void register(
            Operations operations, Tables tables, Access access, Listings listings, LongSupplier clock) {
        new LibrarySources(listings, clock).addTo(tables);
        Reads reads = new Reads(tables, access);
        for (Endpoint endpoint : Schema.standard().endpoints()) {
            reads.reader(endpoint)
                    .ifPresent(reader -> operations.add(
                            endpoint.path(), (call, answer) -> answer.accept(reads.answer(endpoint, reader, call))));
        }
    }

    private Answer answer(Endpoint endpoint, Function<Call, Answer> reader, Call call) {
        return call.caller().denied().contains(endpoint.tag()) ? Answers.DENIED : reader.apply(call);
    }

    private Optional<Function<Call, Answer>> reader(Endpoint endpoint) {
        String entity = endpoint.entity();
        return Optional.ofNullable(
                switch (endpoint.operation()) {
                    case "list" -> call -> list(tables.rows(entity), call);
                    case "item" -> call -> item(tables.rows(entity), call);
                    case "items" -> call -> items(tables.rows(entity), call);
                    case "find" -> call -> find(tables.rows(entity), call);
                    case "finds" -> call -> finds(tables.rows(entity), call);
                    case "deps" ->
                        call -> dependents(
                                tables.rows(entity),
                                call,
                                List.of(call.arguments().path("masterid").asLong()));
                    case "ldeps" ->
                        call -> dependents(
                                tables.rows(entity),
                                call,
                                numbers(call.arguments().path("masterids")));
                    case "suggest" -> call -> suggest(tables.rows(entity), call);
                    default -> null;
                });
    }

    private Set<Long> scopes(Call call) {
        return access.scopes(call.caller().userId(), call.domain());
    }

    private static boolean visible(Row row, Set<Long> scopes) {
        return row.scope() == Row.EVERYBODY || scopes.contains(row.scope());
    }

    private Answer list(RowSource rows, Call call) {
        Rows found = new Rows();
        rows.forEverybody(found);
        rows.inScopes(scopes(call), found);
        return found.answer();
    }

    private Answer item(RowSource rows, Call call) {
        Set<Long> scopes = scopes(call);
        return rows.item(call.arguments().path("id").asLong())
                .filter(row -> visible(row, scopes))
                .<Answer>map(row -> new Answer.Done(row.json()))
                .orElseGet(() -> Answers.notFound(call.path()));
    }

    private Answer items(RowSource rows, Call call) {
        Set<Long> scopes = scopes(call);
        Rows found = new Rows();
        for (long id : new LinkedHashSet<>(numbers(call.arguments().path("ids")))) {
            rows.item(id).filter(row -> visible(row, scopes)).ifPresent(found);
        }
        return found.answer();
    }

    private Answer find(RowSource rows, Call call) {
        List<Row> named = named(rows, call.arguments().path("name").asText(), scopes(call));
        return named.isEmpty()
                ? Answers.notFound(call.path())
                : new Answer.Done(named.getFirst().json());
    }

    private Answer finds(RowSource rows, Call call) {
        Set<Long> scopes = scopes(call);
        Rows found = new Rows();
        for (String name : texts(call.arguments().path("names"))) {
            named(rows, name, scopes).forEach(found);
        }
        return found.answer();
    }

    private static List<Row> named(RowSource rows, String name, Set<Long> scopes) {
        List<Row> named = new ArrayList<>();
        rows.named(name, row -> {
            if (visible(row, scopes)) {
                named.add(row);
            }
        });
        return named;
    }

    private Answer dependents(RowSource rows, Call call, List<Long> masters) {
        Set<Long> scopes = scopes(call);
        Rows found = new Rows();
        for (long master : new LinkedHashSet<>(masters)) {
            rows.dependents(master, row -> {
                if (visible(row, scopes)) {
                    found.accept(row);
                }
            });
        }
        return found.answer();
    }

    /** Names that begin with the text, then names that hold it; contracts stay in order of their maturity. */
    private Answer suggest(RowSource rows, Call call) {
        String text = call.arguments().path("t").asText().toUpperCase(Locale.ROOT);
        int limit = Math.max(0, call.arguments().path("l").asInt());
        List<Row> matching = new ArrayList<>();
        Consumer<Row> match = row -> {
            if (row.name().toUpperCase(Locale.ROOT).contains(text)) {
                matching.add(row);
            }
        };
        rows.forEverybody(match);
        rows.inScopes(scopes(call), match);
        matching.sort(
                Comparator.comparing(row -> !row.name().toUpperCase(Locale.ROOT).startsWith(text)));
        Rows found = new Rows();
        matching.stream().limit(limit).forEach(found);
        return found.answer();
    }

    /** Ids as an array, or as text with commas. */
    private static List<Long> numbers(JsonNode node) {
        List<Long> ids = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(id -> ids.add(id.asLong()));
        } else {
            for (String word : texts(node)) {
                ids.add(Long.parseLong(word));
            }
        }
        return ids;
    }

    private static List<String> texts(JsonNode node) {
        List<String> words = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(word -> words.add(word.asText()));
        } else {
            for (String word : node.asText().split(",", -1)) {
                if (!word.isBlank()) {
                    words.add(word.strip());
                }
            }
        }
        return words;
    }

    /** Rows side by side in one array. */
    private static final class Rows implements Consumer<Row> {
        private final Bytes bytes = new Bytes(USUAL_BYTES);
        private boolean follows;

        Rows() {
            bytes.ascii('[');
        }

        @Override
        public void accept(Row row) {
            if (follows) {
                bytes.ascii(',');
            }
            bytes.raw(row.json());
            follows = true;
        }

        Answer answer() {
            return new Answer.Done(bytes.ascii(']').toArray());
        }
    }
}
