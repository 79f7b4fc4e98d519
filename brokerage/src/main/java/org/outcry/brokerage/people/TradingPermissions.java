package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Records;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.engine.command.Command;
import org.outcry.engine.record.KeptRecord;
import org.outcry.wire.Json;

/**
 * Who may trade an account of somebody else. The administrator grants accounts of the organization directly; any other holder asks, and
 * the trader named accepts. Orders at work stay when a permission ends.
 */
public final class TradingPermissions implements Feature {
    static final String KIND = "tradingPermission";

    private final Office office;

    public TradingPermissions(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("user/createtradingpermission", (call, answer) -> create(new Request(office, call, answer)));
        operations.add("user/requesttradingpermission", (call, answer) -> ask(new Request(office, call, answer)));
        operations.add("user/accepttradingpermission", (call, answer) -> accept(new Request(office, call, answer)));
        operations.add("user/revoketradingpermission", (call, answer) -> revoke(new Request(office, call, answer)));
        operations.add("user/revoketradingpermissions", (call, answer) -> revokeAll(new Request(office, call, answer)));
        operations.add(
                "user/getaccounttradingpermissions", (call, answer) -> ofAccount(new Request(office, call, answer)));
    }

    private Optional<AccountFacts> held(Request request) {
        return request.account("accountId").filter(account -> holds(request.caller(), account));
    }

    private boolean holds(long userId, AccountFacts account) {
        return account.opened.userId() == userId || office.access().administers(userId, account.opened.userId());
    }

    private void create(Request request) {
        Optional<AccountFacts> account = held(request);
        Optional<UserFacts> trader = office.access().user(request.whole("userId"));
        if (!request.isAdministrator() || account.isEmpty()) {
            request.denied();
        } else if (trader.isEmpty()) {
            request.error("User is not found");
        } else {
            grant(request, account.get().accountId(), trader.get(), "Accepted", id -> request.answer(KIND, id));
        }
    }

    /** One row for a trader and an account: what had ended begins again. */
    public static void grant(Request request, long accountId, UserFacts trader, String status, LongConsumer then) {
        String key = key(accountId, trader);
        ObjectNode values = values(request, accountId, trader, status);
        Optional<KeptRecord> known = request.views().records(KIND, trader.userId()).stream()
                .filter(record -> record.uniqueKey().equals(key))
                .findFirst();
        if (known.isPresent()) {
            request.replace(known.get(), values, () -> then.accept(known.get().id()));
        } else {
            request.create(KIND, trader.userId(), accountId, key, values, then);
        }
    }

    /** The command that lets somebody trade an account which nobody was allowed before. */
    public static Command granting(Request request, long accountId, UserFacts trader, String status) {
        ObjectNode values = values(request, accountId, trader, status);
        return new Command.KeepRecord(
                0, KIND, trader.userId(), accountId, key(accountId, trader), Documents.of(KIND, values), 0);
    }

    private static String key(long accountId, UserFacts trader) {
        return "account:" + accountId + ":user:" + trader.userId();
    }

    private static ObjectNode values(Request request, long accountId, UserFacts trader, String status) {
        String email = Records.person(request.views(), request.caller())
                .map(record -> Documents.read(record).path("email").asText())
                .orElse("");
        return Documents.object()
                .put("userId", trader.userId())
                .put("accountId", accountId)
                .put("accountHolderContact", request.call().caller().name())
                .put("accountHolderEmail", email)
                .put("ctaContact", trader.name())
                .put("ctaEmail", trader.email())
                .put("status", status)
                .put("updated", request.now())
                .put("approvedById", request.caller());
    }

    private void ask(Request request) {
        Optional<AccountFacts> account = held(request);
        if (account.isEmpty()) {
            request.denied();
            return;
        }
        Optional<UserFacts> trader = named(request);
        if (trader.isEmpty()) {
            request.error("User is not found");
            return;
        }
        grant(request, account.get().accountId(), trader.get(), "Requested", id -> request.answer(KIND, id));
    }

    /** By e-mail address, else by user name. */
    private Optional<UserFacts> named(Request request) {
        String key = "email:" + request.text("ctaEmail").toLowerCase(Locale.ROOT);
        return request.views().records(Records.PERSON).stream()
                .filter(record -> record.uniqueKey().equals(key))
                .findFirst()
                .flatMap(record -> office.access().user(record.userId()))
                .or(() -> office.access().user(request.text("ctaContact")));
    }

    private Optional<KeptRecord> permission(Request request, long id) {
        return request.views().record(id).filter(record -> record.kind().equals(KIND));
    }

    private void accept(Request request) {
        Optional<KeptRecord> known = permission(request, request.whole("tradingPermissionId"))
                .filter(record -> record.userId() == request.caller());
        if (known.isEmpty()) {
            request.denied();
            return;
        }
        ObjectNode values = Documents.read(known.get());
        switch (values.path("status").asText()) {
            case "Requested", "Approved" ->
                request.replace(
                        known.get(),
                        values.put("status", "Accepted").put("updated", request.now()),
                        () -> request.answer(KIND, known.get().id()));
            case "Accepted" -> request.answer(KIND, known.get().id());
            default -> request.error("Trading permission has ended");
        }
    }

    /** The holder, the trader and the administrator may end it. */
    private Optional<KeptRecord> ending(Request request, long id) {
        return permission(request, id)
                .filter(record -> record.userId() == request.caller()
                        || office.access()
                                .account(record.accountId())
                                .filter(account -> holds(request.caller(), account))
                                .isPresent());
    }

    private static void end(Request request, KeptRecord record, Runnable then) {
        ObjectNode values = Documents.read(record);
        if (values.path("status").asText().equals("Revoked")) {
            then.run();
            return;
        }
        request.replace(record, values.put("status", "Revoked").put("updated", request.now()), then);
    }

    private void revoke(Request request) {
        Optional<KeptRecord> known = ending(request, request.whole("tradingPermissionId"));
        if (known.isEmpty()) {
            request.denied();
            return;
        }
        end(request, known.get(), () -> request.answer(KIND, known.get().id()));
    }

    private void revokeAll(Request request) {
        List<KeptRecord> known = request.wholes("tradingPermissionIds").stream()
                .map(id -> ending(request, id))
                .flatMap(Optional::stream)
                .toList();
        if (known.size() != request.wholes("tradingPermissionIds").size()) {
            request.notOk("Access is denied");
            return;
        }
        endAll(request, known);
    }

    /** As one entry of the log, or as few as hold so many. */
    private static void endAll(Request request, List<KeptRecord> known) {
        if (known.isEmpty()) {
            request.ok();
            return;
        }
        int most = Math.min(known.size(), Command.Together.MOST);
        request.together(
                all -> known.subList(0, most).forEach(record -> end(all, record, () -> {})),
                outcome -> endAll(request, known.subList(most, known.size())));
    }

    /** Whether anybody is allowed an account of somebody else now. */
    public static boolean granted(Request request, long accountId) {
        return request.views().records(KIND).stream()
                .filter(record -> record.accountId() == accountId)
                .anyMatch(
                        record -> switch (Documents.read(record).path("status").asText()) {
                            case "Accepted", "Approved" -> true;
                            default -> false;
                        });
    }

    private void ofAccount(Request request) {
        Optional<AccountFacts> account = held(request);
        if (account.isEmpty()) {
            request.denied();
            return;
        }
        Json json = new Json().object().array("tradingPermissions");
        request.views().records(KIND).stream()
                .filter(record -> record.accountId() == account.get().accountId())
                .forEach(record -> json.raw(Records.json(record)));
        request.answer(Answers.done(json.endArray()));
    }
}
