package org.outcry.desk;

import java.util.List;
import org.outcry.engine.account.AccountSettings;

/**
 * Who a fresh ledger is opened for.
 *
 * @param name user name
 * @param accounts names of the accounts to open
 * @param openingCashMicros cash of each in micro-dollars
 */
public record FirstUser(String name, List<String> accounts, long openingCashMicros, AccountSettings settings) {
    /** {@code trader} with two paper accounts of 100,000 dollars, as the original's simulator has. */
    public static final FirstUser TRADER =
            new FirstUser("trader", List.of("Sim101", "Sim102"), 100_000_000_000L, AccountSettings.REALISTIC);

    public FirstUser {
        accounts = List.copyOf(accounts);
    }
}
