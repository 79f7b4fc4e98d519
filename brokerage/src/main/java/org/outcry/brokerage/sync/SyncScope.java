package org.outcry.brokerage.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.Row;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.door.Caller;

/**
 * What a synchronisation asked for. Every mix of members is taken.
 *
 * @param users users whose rows and accounts are followed; empty with {@code accounts} empty for the caller
 * @param accounts accounts that are followed
 * @param entityTypes kinds of rows, empty for every kind
 * @param sinceNanos rows that were not touched since then are left out of the first answer
 */
record SyncScope(
        List<Long> users,
        List<Long> accounts,
        Optional<Set<String>> entityTypes,
        Optional<Shard> shard,
        long sinceNanos,
        boolean split) {

    /** One of {@code divisor} parts of all accounts or users. */
    record Shard(boolean byUser, long divisor, long remainder) {}

    static SyncScope of(ObjectNode arguments) {
        Optional<Set<String>> types = Optional.empty();
        JsonNode named = arguments.path("entityTypes");
        if (named.isArray()) {
            Set<String> words = new LinkedHashSet<>();
            named.forEach(word -> words.add(word.asText()));
            types = Optional.of(words);
        }
        JsonNode sharding = arguments.path("shardingExpression");
        Optional<Shard> shard = sharding.isObject()
                ? Optional.of(new Shard(
                        sharding.path("expressionType").asText().equals("modUserId"),
                        Math.max(1, sharding.path("divisor").asLong(1)),
                        sharding.path("remainder").asLong()))
                : Optional.empty();
        return new SyncScope(
                ids(arguments.path("users")),
                ids(arguments.path("accounts")),
                types,
                shard,
                since(arguments.path("cutoffTimestamp")),
                arguments.path("splitResponses").asBoolean());
    }

    private static List<Long> ids(JsonNode node) {
        List<Long> ids = new ArrayList<>();
        node.forEach(id -> ids.add(id.asLong()));
        return ids;
    }

    private static long since(JsonNode cutoff) {
        if (cutoff.isNumber()) {
            return TimeUnit.MILLISECONDS.toNanos(cutoff.asLong());
        }
        return cutoff.isTextual()
                ? TimeUnit.MILLISECONDS.toNanos(
                        OffsetDateTime.parse(cutoff.asText()).toInstant().toEpochMilli())
                : 0;
    }

    /** Whether the caller may follow all that is named. */
    boolean isAllowed(Access access, Caller caller, Domain domain) {
        for (long user : users) {
            if (user != caller.userId() && !access.administers(caller.userId(), user)) {
                return false;
            }
        }
        for (long account : accounts) {
            if (access.account(caller.userId(), domain, account).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Users and accounts that are followed now. */
    Set<Long> scopes(Access access, Caller caller, Domain domain) {
        Set<Long> scopes = new LinkedHashSet<>();
        scopes.add(caller.userId());
        if (users.isEmpty() && accounts.isEmpty()) {
            for (long id : access.scopes(caller.userId(), domain)) {
                if (access.account(id).map(this::isInShard).orElse(true)) {
                    scopes.add(id);
                }
            }
        }
        for (long user : users) {
            scopes.add(user);
            for (AccountFacts account : access.accounts(user, domain)) {
                boolean visible = access.account(caller.userId(), domain, account.accountId())
                        .isPresent();
                if (visible && isInShard(account)) {
                    scopes.add(account.accountId());
                }
            }
        }
        for (long accountId : accounts) {
            access.account(caller.userId(), domain, accountId)
                    .filter(this::isInShard)
                    .ifPresent(account -> scopes.add(accountId));
        }
        return scopes;
    }

    private boolean isInShard(AccountFacts account) {
        return shard.isEmpty()
                || Math.floorMod(
                                shard.get().byUser() ? account.opened.userId() : account.accountId(),
                                shard.get().divisor())
                        == shard.get().remainder();
    }

    boolean wants(String entity) {
        return entityTypes.isEmpty()
                ? SyncArrays.isUsual(entity)
                : entityTypes.get().contains(entity);
    }

    boolean isFresh(Row row) {
        return row.touchedNanos() == 0 || row.touchedNanos() >= sinceNanos;
    }
}
