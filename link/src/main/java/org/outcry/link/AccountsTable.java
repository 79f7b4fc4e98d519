package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.read;

import java.util.List;

/** Rows of accounts. */
final class AccountsTable {
    private static final String TAG = "accounts";

    static final List<Operation> ROWS = List.of(
            read(TAG, "ListAccounts", "Lists the accounts with their balances.", get(Paths.ACCOUNTS)),
            read(
                            TAG,
                            "GetAccountsSnapshot",
                            "All active accounts with their open positions; cached for one second per user.",
                            get(Paths.ACCOUNTS + "/snapshot"))
                    .alias("GetAccountsSummary", "AccountsSnapshot"),
            read(TAG, "GetAccount", "One account with its balances.", get(Paths.ACCOUNT))
                    .takes(Parameters.ACCOUNT),
            read(
                            TAG,
                            "GetAccountSummary",
                            "Profit and loss of one account in six fields. Ours.",
                            get(Paths.ACCOUNT + "/summary"))
                    .takes(Parameters.ACCOUNT),
            read(
                            TAG,
                            "GetWatermarks",
                            "The session's peaks of profit and equity of one account.",
                            get(Paths.ACCOUNT + "/watermarks"))
                    .takes(Parameters.ACCOUNT));

    private AccountsTable() {}
}
