package org.outcry.harness.walk;

import static org.outcry.harness.walk.Case.happy;
import static org.outcry.harness.walk.Case.other;
import static org.outcry.harness.walk.Case.refusal;
import static org.outcry.harness.walk.Walk.check;
import static org.outcry.harness.walk.Walk.ok;
import static org.outcry.harness.walk.Walk.refused;
import static org.outcry.harness.walk.Walk.same;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Lines of accounts (sections 5 and 8.10). */
final class AccountCases {
    private static final Shape SUMMARY = Shape.of(
            "account:text",
            "realizedPnl:number",
            "unrealizedPnl:number",
            "buyingPower:number",
            "cashValue:number",
            "currency:text",
            "success:true");
    private static final Shape PROTECTION =
            Shape.of("account:text", "requireProtection:bool", "seconds:int", "success:true");
    private static final Shape SNAPSHOT =
            Shape.of("type:snapshot", "timestamp:time", "epoch:int", "accounts:list", "success:true");
    private static final Shape STATS = Shape.of(
            "pnl:number",
            "total:number",
            "unrealized:number",
            "poscount:int",
            "netliq:number",
            "pnlhigh:number",
            "netliqhigh:number",
            "unrealhigh:number");

    static final List<Case> ALL = List.of(
            happy("ListAccounts", "every account as an object, as GetAccount shows it", AccountCases::listAccounts),
            happy("GetAccountsSnapshot", "accounts with their open positions", AccountCases::snapshot),
            happy("GetAccount", "15 members and 31 items", walk -> {
                Reply reply = ok(walk.ask(), Shape.ACCOUNT);
                items(reply.json().path("item"));
                JsonNode summary = walk.otherOk("GetAccountSummary").json();
                same(
                        "cashValue",
                        summary.path("cashValue"),
                        reply.json().path("item").path("cashValue"));
                same("name", walk.account(), reply.text("name"));
            }),
            other(
                    "GetAccount",
                    "name in any case, answered in the canonical one",
                    walk -> same(
                            "name",
                            walk.account(),
                            ok(walk.ask("account", walk.account().toLowerCase(Locale.ROOT)))
                                    .text("name"))),
            happy("GetAccountSummary", "six fields, as GetAccount has them", walk -> {
                walk.open(1);
                Reply reply = ok(walk.ask(), SUMMARY);
                JsonNode account = walk.otherOk("GetAccount").json();
                same(
                        "cashValue",
                        account.path("item").path("cashValue"),
                        reply.json().path("cashValue"));
                same(
                        "realizedPnl",
                        account.path("item").path("realizedProfitLoss"),
                        reply.json().path("realizedPnl"));
                same("account", walk.account(), reply.text("account"));
            }),
            happy("GetWatermarks", "peaks and present values under data", AccountCases::watermarks),
            happy("GetProtection", "what SetProtection set", walk -> {
                same("off", "false", ok(walk.ask(), PROTECTION).text("requireProtection"));
                ok(walk.otherWith("SetProtection", walk.mine("seconds", 77)));
                Reply on = ok(walk.ask(), PROTECTION);
                ok(walk.otherWith("SetProtection", walk.mine("seconds", 0)));
                same("seconds", 77, on.json().path("seconds").asLong());
                same("on", "true", on.text("requireProtection"));
            }),
            happy("SetProtection", "set and lifted; GetProtection shows it", walk -> {
                ok(walk.ask("seconds", 3_600), PROTECTION);
                long shown =
                        walk.otherOk("GetProtection").json().path("seconds").asLong();
                ok(walk.ask("seconds", 0), PROTECTION);
                same("seconds", 3_600, shown);
                same("off", "false", walk.otherOk("GetProtection").text("requireProtection"));
            }),
            other("SetProtection", "a position without a stop is closed in time", walk -> {
                ok(walk.ask("seconds", 1), PROTECTION);
                try {
                    String order = ok(walk.otherWith("PlaceOrder", walk.order("MARKET", "BUY", 1)))
                            .text("orderId");
                    walk.awaitState(order, "Filled");
                    walk.awaitNet(0);
                } finally {
                    ok(walk.ask("seconds", 0), PROTECTION);
                }
            }),
            refusal("SetProtection", "Invalid request: seconds out of range", walk -> {
                refused(walk.ask("seconds", -1), 400, "Invalid request");
                refused(walk.ask("seconds", 86_401), 400, "Invalid request");
                same("off", "false", walk.otherOk("GetProtection").text("requireProtection"));
            }));

    private AccountCases() {}

    private static void listAccounts(Walk walk) {
        JsonNode accounts = ok(walk.ask()).json().path("accounts");
        check(accounts.size() >= 2, "fewer than two accounts: " + accounts);
        for (JsonNode account : accounts) {
            Shape.ACCOUNT.check(account);
            items(account.path("item"));
            JsonNode alone = ok(walk.other(
                            "GetAccount", "account", account.path("name").asText()))
                    .json();
            same("id", alone.path("id"), account.path("id"));
            same(
                    "cashValue",
                    alone.path("item").path("cashValue"),
                    account.path("item").path("cashValue"));
        }
    }

    private static void items(JsonNode item) {
        Set<String> names = new TreeSet<>();
        item.fieldNames().forEachRemaining(names::add);
        check(names.equals(new TreeSet<>(Shape.ACCOUNT_ITEMS)), "the account's items are " + names);
        item.forEach(value -> check(value.isNumber(), "an item is no number: " + item));
    }

    private static void snapshot(Walk walk) {
        walk.open(1);
        // Answers are kept for a second.
        walk.await("the snapshot shows the position", () -> {
            Reply reply = ok(walk.ask(), SNAPSHOT);
            for (JsonNode entry : reply.json().path("accounts")) {
                JsonNode account = entry.path("account");
                Shape.ACCOUNT.check(account);
                same("type", "NinjaTrader.Cbi.Account", account.path("type").asText());
                boolean flat = entry.path("positions").isEmpty();
                check(account.path("isAccountFlat").isBoolean(), "isAccountFlat is missing");
                same(
                        "isAccountFlat",
                        Boolean.toString(flat),
                        account.path("isAccountFlat").asText());
                entry.path("positions").forEach(Shape.POSITION::check);
                if (account.path("name").asText().equals(walk.account()) && !flat) {
                    return entry.path("positions").size() == 1
                            && entry.path("positions").path(0).path("quantity").asInt() == 1;
                }
            }
            return false;
        });
    }

    private static void watermarks(Walk walk) {
        walk.open(1);
        Reply reply = ok(walk.ask());
        JsonNode data = reply.json().path("data");
        same("account", walk.account(), data.path("account").asText());
        STATS.check(data.path("stats"));
        for (String peak : List.of("pnlhigh", "netliqhigh", "unrealhigh")) {
            same(peak, data.path("stats").path(peak), data.path("watermarks").path(peak));
        }
        same("poscount", 1, data.path("stats").path("poscount").asLong());
        check(
                data.path("stats").path("netliqhigh").asDouble()
                        >= data.path("stats").path("netliq").asDouble(),
                "a peak below the present value: " + data);
        JsonNode account = walk.otherOk("GetAccount").json();
        check(
                Math.abs(account.path("item").path("netLiquidation").asDouble()
                                - data.path("stats").path("netliq").asDouble())
                        < 500,
                "netliq is not the account's: " + data);
    }
}
