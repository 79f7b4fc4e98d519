package org.outcry.brokerage.book;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.tradovate.Domain;

/**
 * Who may see what: a user sees itself, its own accounts and those granted to it, each in the domain they belong to. The book's
 * thread.
 */
public final class Access {
    private final Map<Long, UserFacts> users = new HashMap<>();
    private final Map<String, UserFacts> usersByName = new HashMap<>();
    private final Map<Long, AccountFacts> accounts = new HashMap<>();
    private final Map<Long, List<AccountFacts>> owned = new HashMap<>();
    private final Map<Long, Set<Long>> granted = new HashMap<>();
    private long version;

    void add(UserFacts user) {
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
                        || granted.getOrDefault(userId, Set.of()).contains(accountId));
    }

    /** An account a user may see in a domain, by name without regard to case. */
    public Optional<AccountFacts> account(long userId, Domain domain, String name) {
        return accounts(userId, domain).stream()
                .filter(account -> account.opened.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Users and accounts whose rows a user may see in a domain. */
    public Set<Long> scopes(long userId, Domain domain) {
        Set<Long> scopes = new LinkedHashSet<>();
        scopes.add(userId);
        for (AccountFacts account : accounts(userId, domain)) {
            scopes.add(account.accountId());
        }
        return scopes;
    }
}
