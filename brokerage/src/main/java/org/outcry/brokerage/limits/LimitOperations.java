package org.outcry.brokerage.limits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Records;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.AccountFacts;
import org.outcry.brokerage.rows.RiskRows;
import org.outcry.engine.command.Command;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.wire.Json;

/**
 * Sets what limits an account. An account's owner sets the owner's limits, whoever was granted it the trader's own on top; both only
 * where they are not locked, the administrator everywhere.
 */
public final class LimitOperations implements Feature {
    private static final int MOST_ACCOUNTS = 10_000;
    /** The one category accounts are in. */
    private static final long RISK_CATEGORY = 2;

    private final Office office;

    public LimitOperations(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        add(operations, "userAccountAutoLiq/create", this::setRules);
        add(operations, "userAccountAutoLiq/update", this::setRules);
        add(operations, "userAccountAutoLiq/updateuserautoliq", this::updateRules);
        add(operations, "userAccountAutoLiq/updateuserautoliqs", this::updateAllRules);
        add(operations, "userAccountPositionLimit/create", this::createLimit);
        add(operations, "userAccountPositionLimit/update", this::updateLimit);
        add(operations, "userAccountPositionLimit/deleteuseraccountpositionlimit", this::deleteLimit);
        add(operations, "userAccountPositionLimit/deleteuseraccountriskparameter", this::deleteParameter);
        add(operations, "userAccountRiskParameter/create", this::createParameter);
        add(operations, "userAccountRiskParameter/update", this::updateParameter);
        add(operations, "accountRiskStatus/setadminautoliqaction", this::decide);
        add(operations, "accountRiskStatus/resetautoliqstatus", this::clear);
        add(operations, "accountRiskStatus/updatemaxnetliq", this::setMaxNetLiquidation);
        add(operations, "accountRiskStatus/setaccountnotes", this::setNotes);
        add(operations, "accountRiskStatus/switchriskcategory", this::switchCategory);
    }

    private void add(Operations operations, String path, Request.Work work) {
        operations.add(path, (call, answer) -> work.run(new Request(office, call, answer)));
    }

    // ---- limits that act by themselves

    private boolean owns(Request request, AccountFacts account) {
        return account.opened.userId() == request.caller()
                || office.access().administers(request.caller(), account.opened.userId());
    }

    /** Why the caller may not change these limits. */
    private Optional<String> locked(Request request, AccountFacts account, boolean asOwner) {
        boolean administrator = request.isAdministrator() && owns(request, account);
        AutoLiquidation rules = asOwner
                ? request.views().risk(account.accountId()).owner()
                : request.views().risk(account.accountId()).trader();
        return rules.changesLocked() && !administrator
                ? Optional.of("Changes of these settings are locked")
                : Optional.empty();
    }

    private void setRules(Request request) {
        Optional<AccountFacts> account = request.account("id");
        if (account.isEmpty()) {
            request.notFound();
            return;
        }
        boolean owner = owns(request, account.get());
        Optional<String> locked = locked(request, account.get(), owner);
        if (!owner) {
            request.denied();
            return;
        }
        if (locked.isPresent()) {
            request.error(locked.get());
            return;
        }
        AutoLiquidation rules = LimitTerms.autoLiquidation(request.arguments());
        set(request, account.get().accountId(), true, rules, request::answerRow);
    }

    private void set(Request request, long accountId, boolean owner, AutoLiquidation rules, Consumer<byte[]> then) {
        request.submit(new Command.SetAutoLiquidation(accountId, owner, rules), outcome -> {
            RiskRows.Rules state = new RiskRows.Rules(accountId, rules, 0);
            then.accept((owner ? RiskRows.OWNER.row(state) : RiskRows.TRADER.row(state)).json());
        });
    }

    private static String rowName(boolean owner) {
        return owner ? "userAccountAutoLiq" : "permissionedAccountAutoLiq";
    }

    private void updateRules(Request request) {
        updateRules(request, request.arguments(), (name, row) -> request.answer(name, row), request::error);
    }

    @FunctionalInterface
    private interface Updated {
        void row(String name, byte[] json);
    }

    private void updateRules(Request request, JsonNode item, Updated updated, Consumer<String> refused) {
        Optional<AccountFacts> account = office.access()
                .account(
                        request.caller(),
                        request.call().domain(),
                        item.path("accountId").asLong());
        boolean asOwner = item.path("asOwner").asBoolean();
        if (account.isEmpty() || (asOwner && !owns(request, account.get()))) {
            refused.accept("Access is denied");
            return;
        }
        Optional<String> locked = locked(request, account.get(), asOwner);
        if (locked.isPresent()) {
            refused.accept(locked.get());
            return;
        }
        set(
                request,
                account.get().accountId(),
                asOwner,
                LimitTerms.autoLiquidation(item),
                row -> updated.row(rowName(asOwner), row));
    }

    private void updateAllRules(Request request) {
        List<JsonNode> items = new ArrayList<>();
        request.arguments().path("items").forEach(items::add);
        // Access is the book's to ask: everything is weighed before the first is set.
        for (JsonNode item : items) {
            Optional<AccountFacts> account = office.access()
                    .account(
                            request.caller(),
                            request.call().domain(),
                            item.path("accountId").asLong());
            boolean asOwner = item.path("asOwner").asBoolean();
            boolean allowed = account.isPresent()
                    && (!asOwner || owns(request, account.get()))
                    && locked(request, account.get(), asOwner).isEmpty();
            if (!allowed) {
                request.answer(Answers.done(new Json()
                        .object()
                        .put("errorText", "Access is denied")
                        .array("userAutoLiqs")
                        .endArray()));
                return;
            }
        }
        setAll(request, items, 0, new Json().object().array("userAutoLiqs"));
    }

    /** As one entry of the log, or as few as hold so many. */
    private void setAll(Request request, List<JsonNode> items, int from, Json json) {
        if (from == items.size()) {
            request.answer(Answers.done(json.endArray()));
            return;
        }
        int to = Math.min(items.size(), from + Command.Together.MOST);
        request.together(
                all -> items.subList(from, to).forEach(item -> {
                    boolean asOwner = item.path("asOwner").asBoolean();
                    set(
                            all,
                            item.path("accountId").asLong(),
                            asOwner,
                            LimitTerms.autoLiquidation(item),
                            row -> json.raw(new Json()
                                    .object()
                                    .raw(rowName(asOwner), row)
                                    .endObject()
                                    .bytes()));
                }),
                outcome -> setAll(request, items, to, json));
    }

    // ---- position limits

    private Optional<AccountFacts> owned(Request request, long accountId) {
        return office.access()
                .account(request.caller(), request.call().domain(), accountId)
                .filter(account -> owns(request, account));
    }

    private void createLimit(Request request) {
        if (owned(request, request.whole("accountId")).isEmpty()) {
            request.denied();
            return;
        }
        keepLimit(request, 0, request.whole("accountId"));
    }

    private void updateLimit(Request request) {
        Optional<PositionLimit> known = limit(request, request.whole("id"));
        if (known.isEmpty()) {
            request.notFound();
            return;
        }
        keepLimit(request, known.get().id(), known.get().accountId());
    }

    private void keepLimit(Request request, long id, long accountId) {
        Optional<String> problem = LimitTerms.problem(request.arguments());
        if (problem.isPresent()) {
            request.error(problem.get());
            return;
        }
        PositionLimit asked = LimitTerms.limit(request.arguments(), id, accountId);
        request.submit(
                new Command.KeepPositionLimit(asked),
                outcome -> request.answerRow(
                        RiskRows.LIMIT.row(asked.withId(outcome.id())).json()));
    }

    /** A limit of an account the caller owns. */
    private Optional<PositionLimit> limit(Request request, long limitId) {
        return office.tables()
                .row("userAccountPositionLimit", limitId)
                .filter(row -> owned(request, row.scope()).isPresent())
                .flatMap(row -> request.views().risk(row.scope()).limits().stream()
                        .filter(limit -> limit.id() == limitId)
                        .findFirst());
    }

    private void deleteLimit(Request request) {
        Optional<PositionLimit> known = limit(request, request.whole("userAccountPositionLimitId"));
        if (known.isEmpty()) {
            failed(request, "Position limit is not found");
            return;
        }
        request.submit(
                new Command.RemovePositionLimit(known.get().id()),
                outcome -> request.answer(Answers.done(new Json().object().put("success", true))));
    }

    private static void failed(Request request, String text) {
        request.answer(Answers.done(new Json().object().put("errorText", text).put("success", false)));
    }

    private void createParameter(Request request) {
        keepParameter(request, 0);
    }

    private void updateParameter(Request request) {
        if (parameter(request, request.whole("id")).isEmpty()) {
            request.notFound();
            return;
        }
        keepParameter(request, request.whole("id"));
    }

    private void keepParameter(Request request, long id) {
        long limitId = request.whole("userAccountPositionLimitId");
        Optional<PositionLimit> limit = limit(request, limitId);
        Optional<String> problem = LimitTerms.problem(request.arguments());
        if (limit.isEmpty() || problem.isPresent()) {
            request.error(problem.orElse("Position limit is not found"));
            return;
        }
        RiskParameter asked = LimitTerms.parameter(request.arguments(), id, limitId);
        request.submit(
                new Command.KeepRiskParameter(asked),
                outcome -> request.answerRow(RiskRows.PARAMETER
                        .row(new RiskRows.Parameter(limit.get().accountId(), asked.withId(outcome.id())))
                        .json()));
    }

    private Optional<Long> parameter(Request request, long parameterId) {
        return office.tables()
                .row("userAccountRiskParameter", parameterId)
                .filter(row -> owned(request, row.scope()).isPresent())
                .map(row -> row.id());
    }

    private void deleteParameter(Request request) {
        Optional<Long> known = parameter(request, request.whole("userAccountRiskParameterId"));
        if (known.isEmpty()) {
            failed(request, "Risk parameter is not found");
            return;
        }
        request.submit(
                new Command.RemoveRiskParameter(known.get()),
                outcome -> request.answer(Answers.done(new Json().object().put("success", true))));
    }

    // ---- what administrators decide

    /** An account that the caller administers. */
    private Optional<AccountFacts> administered(Request request) {
        return request.isAdministrator() ? owned(request, request.whole("accountId")) : Optional.empty();
    }

    private void decide(Request request) {
        if (!request.isAdministrator()) {
            request.denied();
            return;
        }
        Optional<AccountFacts> account = administered(request);
        if (request.whole("accountId") <= 0) {
            request.error("Account Id should be greater than 0");
        } else if (account.isEmpty()) {
            request.notFound();
        } else if (request.text("adminActionReasonCode").equals("Other") && !request.has("adminActionReason")) {
            request.error("Admin Action Reason should be specified");
        } else {
            long accountId = account.get().accountId();
            AdminAction action = action(request.text("adminAction"));
            String reason = request.text("adminActionReasonCode") + ": " + request.text("adminActionReason");
            request.together(
                    all -> {
                        all.submit(new Command.SetAdminAction(accountId, action), outcome -> {});
                        note(all, accountId, request.text("adminAction") + " " + reason, () -> {});
                    },
                    outcome -> answerStatus(request, account.get()));
        }
    }

    private static AdminAction action(String word) {
        return switch (word) {
            case "LockTradingImmediately" -> AdminAction.LOCK;
            case "LiquidateImmediately" -> AdminAction.LIQUIDATE;
            case "LiquidateOnlyModeImmediately" -> AdminAction.LIQUIDATE_ONLY;
            case "PlaceAutoLiqOnHold" -> AdminAction.HOLD;
            case "DisableAutoLiq" -> AdminAction.DISABLE;
            case "AgreedOnLiqOnlyModeByAutoLiq" -> AdminAction.AGREED_LIQUIDATE_ONLY;
            case "AgreedOnLiquidationByAutoLiq" -> AdminAction.AGREED_LIQUIDATION;
            default -> AdminAction.NORMAL;
        };
    }

    /** The row is the book's, which has heard of the change when it comes to this. */
    private void answerStatus(Request request, AccountFacts account) {
        // It may have read everything again meanwhile, and what it knew of the account before stands still.
        request.behindBook(() -> request.answer(
                "accountRiskStatus",
                RiskRows.STATUS
                        .row(office.access().account(account.accountId()).orElse(account))
                        .json()));
    }

    private void clear(Request request) {
        Optional<AccountFacts> account = administered(request);
        if (account.isEmpty()) {
            request.denied();
            return;
        }
        request.submit(
                new Command.ClearBreaches(account.get().accountId()), outcome -> answerStatus(request, account.get()));
    }

    private void setMaxNetLiquidation(Request request) {
        Optional<AccountFacts> account = administered(request);
        if (account.isEmpty()) {
            request.denied();
            return;
        }
        request.submit(
                new Command.SetMaxNetLiquidation(
                        account.get().accountId(),
                        Request.micros(request.arguments().path("maxNetLiq"))),
                outcome -> answerStatus(request, account.get()));
    }

    private void setNotes(Request request) {
        Optional<AccountFacts> account = administered(request);
        if (account.isEmpty()) {
            request.denied();
            return;
        }
        note(request, account.get().accountId(), request.text("notes"), request::ok);
    }

    /** Notes stand in the record of the account, each version in the history. */
    private static void note(Request request, long accountId, String text, Runnable then) {
        String key = "account:" + accountId;
        ObjectNode values = Documents.object().put("notes", text).put("byUserId", request.caller());
        Optional<KeptRecord> known = request.views().records(Records.NOTE).stream()
                .filter(record -> record.uniqueKey().equals(key))
                .findFirst();
        if (known.isPresent()) {
            request.replace(known.get(), values, then);
        } else {
            request.create(Records.NOTE, request.caller(), accountId, key, values, id -> then.run());
        }
    }

    private void switchCategory(Request request) {
        List<Long> accountIds = request.wholes("accountIds");
        if (!request.isAdministrator()) {
            request.denied();
        } else if (accountIds.isEmpty()) {
            request.notOk("Empty accountIds");
        } else if (accountIds.size() > MOST_ACCOUNTS) {
            request.notOk("Only 10000 accounts are allowed in single operation");
        } else if (request.whole("riskCategoryId") != RISK_CATEGORY
                || accountIds.stream().anyMatch(id -> owned(request, id).isEmpty())) {
            request.notFound();
        } else {
            // They are in the one category there is, and accounts already in the target are skipped.
            request.ok();
        }
    }
}
