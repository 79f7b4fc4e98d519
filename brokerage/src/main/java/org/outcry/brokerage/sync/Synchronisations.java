package org.outcry.brokerage.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.book.Change;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.Row;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.door.Call;
import org.outcry.tradovate.door.Connection;
import org.outcry.wire.Bytes;

/**
 * Answers {@code user/syncrequest} and tells every change since. Both happen on the book's thread, so there is neither a gap nor
 * a repeat between the first answer and the first change. One change is encoded once, whoever hears it.
 */
public final class Synchronisations implements Feature, Tables.Follower {
    private static final int USUAL_BYTES = 1 << 14;
    /** As many as calls may wait. */
    private static final int REMEMBERED = 4_096;

    private final Tables tables;
    private final Access access;
    private final Listings listings;
    private final Map<Long, SyncSession> sessions = new LinkedHashMap<>();
    private final Gone gone = new Gone();

    /** Sockets that ended lately: the word of it overtakes the calls that wait, and one of them may be theirs. */
    @SuppressWarnings("serial")
    private static final class Gone extends LinkedHashMap<Long, Boolean> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }

    public Synchronisations(Tables tables, Access access, Listings listings) {
        this.tables = tables;
        this.access = access;
        this.listings = listings;
        tables.follow(this);
    }

    @Override
    public boolean listens() {
        return !sessions.isEmpty();
    }

    @Override
    public void register(Operations operations) {
        operations.add("user/syncrequest", this::request);
    }

    private void request(Call call, Consumer<Answer> answer) {
        if (call.connection().isEmpty() || call.domain() == Domain.MD) {
            answer.accept(Answers.notFound(call.path()));
            return;
        }
        SyncScope scope = SyncScope.of(call.arguments());
        if (!scope.isAllowed(access, call.caller(), call.domain())) {
            answer.accept(Answers.DENIED);
            return;
        }
        Connection connection = call.connection().get();
        if (gone.containsKey(connection.id())) {
            // Nobody hears the answer, and nobody would end what begins now.
            answer.accept(Answers.json("{}"));
            return;
        }
        SyncSession session = new SyncSession(connection, scope, access);
        sessions.put(connection.id(), session);
        answer.accept(scope.split() ? parts(session) : whole(session));
        tables.rows("userSessionStats")
                .item(call.caller().userId())
                .filter(session::wants)
                .ifPresent(row -> session.connection.event(frame(new Change(Change.Kind.UPDATED, row))));
    }

    @Override
    public void closed(Connection connection) {
        gone.put(connection.id(), true);
        sessions.remove(connection.id());
    }

    private Answer whole(SyncSession session) {
        Bytes bytes = new Bytes(USUAL_BYTES).ascii('{');
        boolean follows = false;
        for (SyncArrays.SyncArray array : SyncArrays.all()) {
            if (follows) {
                bytes.ascii(',');
            }
            write(session, array, bytes);
            follows = true;
        }
        return new Answer.Done(bytes.ascii('}').toArray());
    }

    /** One array in each part; the last says so with a member of ours. */
    private Answer parts(SyncSession session) {
        List<byte[]> parts = new ArrayList<>();
        List<SyncArrays.SyncArray> arrays = SyncArrays.all().stream()
                .filter(array -> session.scope.entityTypes().isEmpty() || session.scope.wants(array.entity()))
                .toList();
        for (SyncArrays.SyncArray array : arrays) {
            Bytes bytes = new Bytes(USUAL_BYTES).ascii('{');
            write(session, array, bytes);
            parts.add(bytes.ascii('}').toArray());
        }
        parts.add(new Bytes(16).ascii("{\"last\":true}").toArray());
        return new Answer.Split(parts);
    }

    private void write(SyncSession session, SyncArrays.SyncArray array, Bytes bytes) {
        bytes.quoted(array.name()).ascii(":[");
        if (session.wants(array.entity())) {
            Elements elements = new Elements(bytes);
            Consumer<Row> fresh = row -> {
                if (session.scope.isFresh(row)) {
                    elements.accept(row);
                }
            };
            if (array.referred()) {
                referred(session, array.entity()).forEach(fresh);
            } else {
                tables.rows(array.entity()).forEverybody(fresh);
                tables.rows(array.entity()).inScopes(session.scopes(), fresh);
            }
        }
        bytes.ascii(']');
    }

    /** Library rows that positions, orders and fills refer to. */
    private List<Row> referred(SyncSession session, String entity) {
        Set<Long> ids = new LinkedHashSet<>();
        for (String kind : List.of("position", "order", "fill")) {
            tables.rows(kind).inScopes(session.scopes(), row -> {
                if (session.wants(kind)) {
                    long contractId = row.contractId();
                    session.meetsContract(contractId);
                    long productId = listings.known((int) contractId).productId();
                    session.meetsProduct(productId);
                    ids.add(entity.equals("product") ? productId : contractId);
                }
            });
        }
        List<Row> rows = new ArrayList<>();
        ids.forEach(id -> tables.row(entity, id).ifPresent(rows::add));
        return rows;
    }

    @Override
    public void accept(Change change) {
        if (sessions.isEmpty()) {
            return;
        }
        Optional<byte[]> frame = Optional.empty();
        for (SyncSession session : sessions.values()) {
            if (adopt(session, session.refresh(), change.row())) {
                continue;
            }
            if (session.wants(change.row())) {
                if (frame.isEmpty()) {
                    frame = Optional.of(frame(change));
                }
                introduce(session, change.row());
                session.connection.event(frame.get());
            }
        }
    }

    /**
     * What a session may see from now on is told as if it were new; an account it may no longer see is told as gone.
     *
     * @return whether the row itself was among it
     */
    private boolean adopt(SyncSession session, SyncSession.Difference difference, Row changed) {
        for (long scope : difference.lost()) {
            tables.row("account", scope)
                    .filter(row -> session.wants(row.entity()))
                    .ifPresent(row -> session.connection.event(frame(new Change(Change.Kind.DELETED, row))));
        }
        if (difference.gained().isEmpty()) {
            return false;
        }
        boolean[] told = new boolean[1];
        for (SyncArrays.SyncArray array : SyncArrays.all()) {
            if (!array.referred() && session.wants(array.entity())) {
                tables.rows(array.entity()).inScopes(difference.gained(), row -> {
                    introduce(session, row);
                    session.connection.event(frame(new Change(Change.Kind.CREATED, row)));
                    told[0] |= row.entity().equals(changed.entity()) && row.id() == changed.id();
                });
            }
        }
        return told[0];
    }

    /** A contract that a session meets for the first time comes with its product and its maturity. */
    private void introduce(SyncSession session, Row row) {
        if (row.contractId() == 0 || !session.meetsContract(row.contractId())) {
            return;
        }
        Listing listing = listings.known((int) row.contractId());
        if (session.meetsProduct(listing.productId())) {
            introduce(session, "product", listing.productId());
        }
        introduce(session, "contractMaturity", row.contractId());
        introduce(session, "contract", row.contractId());
    }

    private void introduce(SyncSession session, String entity, long id) {
        tables.row(entity, id)
                .filter(session::wants)
                .ifPresent(row -> session.connection.event(frame(new Change(Change.Kind.CREATED, row))));
    }

    private static byte[] frame(Change change) {
        return new Bytes(change.row().json().length + 96)
                .ascii("{\"e\":\"props\",\"d\":{\"entityType\":\"")
                .ascii(change.row().entity())
                .ascii("\",\"eventType\":\"")
                .ascii(change.kind().word())
                .ascii("\",\"entity\":")
                .raw(change.row().json())
                .ascii("}}")
                .toArray();
    }

    /** Rows with commas between them. */
    private static final class Elements implements Consumer<Row> {
        private final Bytes bytes;
        private boolean follows;

        Elements(Bytes bytes) {
            this.bytes = bytes;
        }

        @Override
        public void accept(Row row) {
            if (follows) {
                bytes.ascii(',');
            }
            bytes.raw(row.json());
            follows = true;
        }
    }
}
