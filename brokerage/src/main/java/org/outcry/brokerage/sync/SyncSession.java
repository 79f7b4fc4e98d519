package org.outcry.brokerage.sync;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.rows.Row;
import org.outcry.tradovate.door.Connection;

/** One socket that follows changes. The book's thread. */
final class SyncSession {
    final Connection connection;
    final SyncScope scope;
    private final Access access;
    private Set<Long> scopes;
    private long accessVersion;
    /** Contracts and products it has been told of. */
    private final Set<Long> contracts = new HashSet<>();

    private final Set<Long> products = new HashSet<>();

    SyncSession(Connection connection, SyncScope scope, Access access) {
        this.connection = connection;
        this.scope = scope;
        this.access = access;
        this.scopes = scope.scopes(access, connection.caller(), connection.domain());
        this.accessVersion = access.version();
    }

    /** Users and accounts it follows now. */
    Set<Long> scopes() {
        return scopes;
    }

    /** Looks again at who may see what, when that has changed: what it follows from now on, and what no longer. */
    Difference refresh() {
        if (accessVersion == access.version()) {
            return Difference.NONE;
        }
        accessVersion = access.version();
        Set<Long> before = scopes;
        scopes = scope.scopes(access, connection.caller(), connection.domain());
        Set<Long> gained = new LinkedHashSet<>(scopes);
        gained.removeAll(before);
        Set<Long> lost = new LinkedHashSet<>(before);
        lost.removeAll(scopes);
        return new Difference(gained, lost);
    }

    /** Users and accounts. */
    record Difference(Set<Long> gained, Set<Long> lost) {
        static final Difference NONE = new Difference(Set.of(), Set.of());
    }

    boolean wants(String entity) {
        return scope.wants(entity) && !connection.caller().denied().contains(SyncArrays.area(entity));
    }

    boolean wants(Row row) {
        return wants(row.entity()) && (row.scope() == Row.EVERYBODY || scopes.contains(row.scope()));
    }

    /** True when it hears of this contract for the first time. */
    boolean meetsContract(long contractId) {
        return contracts.add(contractId);
    }

    boolean meetsProduct(long productId) {
        return products.add(productId);
    }
}
