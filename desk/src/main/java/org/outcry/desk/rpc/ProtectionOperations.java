package org.outcry.desk.rpc;

import org.outcry.engine.command.Command;
import org.outcry.ledger.view.AccountView;
import org.outcry.wire.Json;

/** Ours: how long a position of an account may stand without a stop. */
final class ProtectionOperations {
    private static final long SECOND = 1_000_000_000L;
    private static final int LONGEST = 86_400;

    void getProtection(Call call) {
        AccountView account = call.account();
        call.reply(answer(account.name(), account.protectionNanos() / SECOND));
    }

    void setProtection(Call call) {
        AccountView account = call.account();
        int seconds = call.args()
                .whole("seconds", 0, LONGEST)
                .orElseThrow(() -> DeskRefusal.invalidRequest("seconds is required; 0 lifts the rule.")
                        .thrown());
        call.submit(
                _ -> new Command.RequireProtection(account.accountId(), seconds * SECOND),
                _ -> call.reply(answer(account.name(), seconds)));
    }

    private static Json answer(String account, long seconds) {
        return new Json()
                .object()
                .put("account", account)
                .put("requireProtection", seconds > 0)
                .put("seconds", seconds)
                .put("success", true)
                .endObject();
    }
}
