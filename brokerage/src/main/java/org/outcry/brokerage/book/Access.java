package org.outcry.brokerage.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.AccountRows;
import org.outcry.brokerage.rows.Row;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.tradovate.Domain;

/**
 * Who may see what: a user sees itself, its own accounts and those granted to it, each in the domain they belong to; the
 * administrator of the organization sees its members and their accounts too. The book's thread.
 */
public final class Access {
    /** The one organization there is. */
    public static final long ORGANIZATION = 1;

    private final Map<Long, UserFacts> users = new HashMap<>();
    private final Map<String, UserFacts> usersByName = new HashMap<>();
    private final Map<Long, AccountFacts> accounts = new HashMap<>();
    private final Map<Long, List<AccountFacts>> owned = new HashMap<>();
    private final Map<Long, Set<Long>> granted = new HashMap<>();
    private final Map<Long, Set<Long>> shared = new HashMap<>();
    /** Members of the organization. */
    private final Set<Long> members = new LinkedHashSet<>();

    private volatile long administrator;
    private long version;

    private record Viewer(long userId, Domain domain) {}

    private static final int SCOPES_KEPT = 10_000;
    /** As they were at the version: every read asks for them. */
    private final Map<Viewer, Set<Long>> scopes = new HashMap<>();

    private long scopesVersion;

    /** Forgets everybody. */
    void reset() {
        users.clear();
        usersByName.clear();
        accounts.clear();
        owned.clear();
        granted.clear();
        shared.clear();
        members.clear();
        administrator = 0;
        version++;
    }

    void add(UserFacts user) {
        if (users.isEmpty()) {
            administrator = user.userId();
        }
        users.put(user.userId(), user);
        usersByName.put(user.name().toLowerCase(Locale.ROOT), user);
        version++;
    }

    void add(AccountFacts account) {
        accounts.put(account.accountId(), account);
        owned.computeIfAbsent(account.opened.userId(), user -> new ArrayList<>())
                .add(account);
        version++;
    }

    /**
     * What a record says of a user. The first user of a ledger administers its organization, to which it belongs whatever is said.
     *
     * @return the user's row as it is now, empty for an unknown user
     */
    public Optional<Row> describe(long userId, ObjectNode person) {
        UserFacts known = users.get(userId);
        if (known == null) {
            return Optional.empty();
        }
        UserFacts user = new UserFacts(
                userId,
                known.name(),
                known.createdNanos(),
                person.path("email").asText(),
                person.path("status").asText("Active"),
                person.path("professional").asBoolean(),
                person.path("organizationId").asLong());
        users.put(userId, user);
        usersByName.put(user.name().toLowerCase(Locale.ROOT), user);
        if (user.organizationId() == ORGANIZATION) {
            members.add(userId);
        } else {
            members.remove(userId);
        }
        version++;
        return Optional.of(AccountRows.USER.row(user));
    }

    /** A row that is a scope of its own concerns a user: it sees that one row. */
    public void share(long userId, long rowId) {
        if (shared.computeIfAbsent(userId, user -> new LinkedHashSet<>()).add(rowId)) {
            version++;
        }
    }

    /** Whether a user administers the organization. */
    public boolean isAdministrator(long userId) {
        return userId == administrator;
    }

    /** Whether a user may act for another: a member of the organization it administers. */
    public boolean administers(long userId, long other) {
        return isAdministrator(userId) && members.contains(other);
    }

    /** A user may trade an account of somebody else from now on. */
    public void grant(long userId, long accountId) {
        granted.computeIfAbsent(userId, user -> new LinkedHashSet<>()).add(accountId);
        version++;
    }

    /** And no longer. */
    public void revoke(long userId, long accountId) {
        Set<Long> accountIds = granted.get(userId);
        if (accountIds != null) {
            accountIds.remove(accountId);
            version++;
        }
    }

    /** Grows whenever anybody may see something else than before. */
    public long version() {
        return version;
    }

    public Optional<UserFacts> user(long userId) {
        return Optional.ofNullable(users.get(userId));
    }

    /** A user by name, without regard to case. */
    public Optional<UserFacts> user(String name) {
        return Optional.ofNullable(usersByName.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<AccountFacts> account(long accountId) {
        return Optional.ofNullable(accounts.get(accountId));
    }

    /** Accounts a user may see in a domain, its own first. */
    public List<AccountFacts> accounts(long userId, Domain domain) {
        List<AccountFacts> seen = new ArrayList<>();
        for (AccountFacts account : owned.getOrDefault(userId, List.of())) {
            if (account.isIn(domain)) {
                seen.add(account);
            }
        }
        if (isAdministrator(userId)) {
            for (long member : members) {
                for (AccountFacts account : owned.getOrDefault(member, List.of())) {
                    if (account.isIn(domain) && member != userId) {
                        seen.add(account);
                    }
                }
            }
        }
        Set<Long> others = granted.get(userId);
        if (others != null) {
            for (long accountId : others) {
                AccountFacts account = accounts.get(accountId);
                if (account != null && account.isIn(domain) && account.opened.userId() != userId) {
                    seen.add(account);
                }
            }
        }
        return seen;
    }

    /** An account a user may see in a domain. */
    public Optional<AccountFacts> account(long userId, Domain domain, long accountId) {
        return account(accountId)
                .filter(account -> account.isIn(domain))
                .filter(account -> account.opened.userId() == userId
                        || administers(userId, account.opened.userId())
                        || granted.getOrDefault(userId, Set.of()).contains(accountId));
    }

    /** An account a user may see in a domain, by name without regard to case. */
    public Optional<AccountFacts> account(long userId, Domain domain, String name) {
        return accounts(userId, domain).stream()
                .filter(account -> account.opened.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Users and accounts whose rows a user may see in a domain; the set does not change. */
    public Set<Long> scopes(long userId, Domain domain) {
        if (scopesVersion != version || scopes.size() >= SCOPES_KEPT) {
            scopes.clear();
            scopesVersion = version;
        }
        return scopes.computeIfAbsent(
                new Viewer(userId, domain),
                viewer -> Collections.unmodifiableSet(scopesNow(viewer.userId(), viewer.domain())));
    }

    private Set<Long> scopesNow(long userId, Domain domain) {
        Set<Long> scopes = new LinkedHashSet<>();
        scopes.add(userId);
        if (isAdministrator(userId)) {
            scopes.addAll(members);
        }
        scopes.addAll(shared.getOrDefault(userId, Set.of()));
        for (AccountFacts account : accounts(userId, domain)) {
            scopes.add(account.accountId());
        }
        return scopes;
    }
}
