package org.outcry.link;

import static org.outcry.link.Operation.Route.get;
import static org.outcry.link.Operation.read;
import static org.outcry.link.Operation.trade;
import static org.outcry.link.Parameter.Type.INTEGER;

import java.util.List;

/** Rows of accounts. */
final class AccountsTable {
    private static final String TAG = "accounts";

    static final List<Operation> ROWS = List.of(
            read(TAG, "ListAccounts", "Lists the accounts with their balances.", get(Paths.ACCOUNTS))
                    .answers("Accounts"),
            read(
                            TAG,
                            "GetAccountsSnapshot",
                            "All active accounts with their open positions; cached for one second per user.",
                            get(Paths.ACCOUNTS + "/snapshot"))
                    .alias("GetAccountsSummary", "AccountsSnapshot")
                    .answers("AccountsSnapshot"),
            read(TAG, "GetAccount", "One account with its balances.", get(Paths.ACCOUNT))
                    .takes(Parameters.ACCOUNT)
                    .answers("AccountReply")
                    .refuses("invalid_account"),
            read(
                            TAG,
                            "GetAccountSummary",
                            "Profit and loss of one account in six fields. Ours.",
                            get(Paths.ACCOUNT + "/summary"))
                    .takes(Parameters.ACCOUNT)
                    .answers("AccountSummary")
                    .refuses("invalid_account"),
            read(
                            TAG,
                            "GetProtection",
                            "Ours: how long a position of one account may stand without a stop.",
                            get(Paths.ACCOUNT + "/protection"))
                    .takes(Parameters.ACCOUNT)
                    .answers("Protection")
                    .refuses("invalid_account"),
            trade(
                            TAG,
                            "SetProtection",
                            "Ours: closes positions of one account that working stops have not covered for so long.",
                            new Operation.Route("PUT", Paths.ACCOUNT + "/protection", Operation.Route.Body.OPTIONAL))
                    .takes(
                            Parameters.ACCOUNT,
                            Parameter.body("seconds", INTEGER, "1 to 86400; 0 lifts the rule.")
                                    .needed()
                                    .atLeast("0")
                                    .example("30"))
                    .answers("Protection")
                    .refuses("invalid_account", "request_in_progress", "idempotency_key_reused"),
            read(
                            TAG,
                            "GetWatermarks",
                            "The session's peaks of profit and equity of one account.",
                            get(Paths.ACCOUNT + "/watermarks"))
                    .takes(Parameters.ACCOUNT)
                    .answers("Watermarks")
                    .refuses("invalid_account"));

    private AccountsTable() {}
}
