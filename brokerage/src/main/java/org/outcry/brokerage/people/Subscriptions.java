package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.ReferenceRecords;
import org.outcry.brokerage.records.Request;
import org.outcry.engine.command.Command;
import org.outcry.engine.record.KeptRecord;
import org.outcry.tradovate.Domain;
import org.outcry.wire.Json;

/** Membership of the platform: plans that cost nothing here, and the end of everything a user holds. */
public final class Subscriptions implements Feature {
    static final String KIND = "tradovateSubscription";

    private final Office office;

    public Subscriptions(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        new MarketDataSubscriptions(office).register(operations);
        new Plugins(office).register(operations);
        operations.add("user/addtradovatesubscription", (call, answer) -> add(new Request(office, call, answer)));
        operations.add("user/canceltradovatesubscription", (call, answer) -> cancel(new Request(office, call, answer)));
        operations.add("user/canceleverything", (call, answer) -> cancelEverything(new Request(office, call, answer)));
    }

    /** Every family of subscriptions refuses in the same words. */
    static void refuse(Request request, String code, String text) {
        request.answer(Answers.done(new Json().object().put("errorText", text).put("errorCode", code)));
    }

    static void done(Request request, String name, long id) {
        request.answer(
                Answers.done(new Json().object().put("errorCode", "Success").raw(name, request.json(id))));
    }

    /** Why this cannot be paid as the call says. Nobody takes cards here; an account named as payer is one the caller may see. */
    static Optional<String> unpaid(Request request) {
        if (request.has("creditCardId")) {
            return Optional.of("Credit cards are not accepted");
        }
        return request.has("accountId") && !request.seesAnywhere("accountId")
                ? Optional.of("Account is not found")
                : Optional.empty();
    }

    private void add(Request request) {
        OptionalLong user = request.user("userId");
        if (user.isEmpty()) {
            request.denied();
            return;
        }
        long planId = request.whole("tradovateSubscriptionPlanId");
        Optional<ObjectNode> plan = ReferenceRecords.find("tradovateSubscriptionPlan", planId);
        List<ObjectNode> held = request.views().records(KIND, user.getAsLong()).stream()
                .map(Documents::read)
                .filter(values -> values.path("tradovateSubscriptionPlanId").asLong() == planId)
                .toList();
        int today = Days.today(request.nowNanos());
        if (plan.isEmpty()) {
            refuse(request, "UnknownError", "Plan is not found");
        } else if (unpaid(request).isPresent()) {
            refuse(request, "IncorrectPaymentMethod", unpaid(request).get());
        } else if (!held.isEmpty() && plan.get().path("trial").asBoolean()) {
            refuse(request, "SingleTrialOnly", "Only one trial is allowed");
        } else if (held.stream().anyMatch(values -> runs(values, today))) {
            refuse(request, "ConflictWithExisting", "User has this subscription already");
        } else {
            hold(request, user.getAsLong(), planId, id -> done(request, KIND, id));
        }
    }

    private static boolean runs(ObjectNode values, int today) {
        return Documents.tradeDate(values.path("expirationDate")) > today
                && !values.path("cancelledRenewal").asBoolean();
    }

    static void hold(Request request, long userId, long planId, LongConsumer then) {
        ObjectNode plan =
                ReferenceRecords.find("tradovateSubscriptionPlan", planId).orElseThrow();
        LocalDate start = Days.date(request.nowNanos());
        LocalDate end = Days.after(start, plan);
        ObjectNode values = Documents.object()
                .put("userId", userId)
                .put("timestamp", request.now())
                .put("planPrice", plan.path("price").decimalValue())
                .put("tradovateSubscriptionPlanId", planId)
                .put("paidAmount", 0)
                .put("cancelledRenewal", false);
        if (request.has("accountId")) {
            values.put("accountId", request.whole("accountId"));
        }
        values.set("startDate", Documents.tradeDate(Days.number(start)));
        values.set("expirationDate", Documents.tradeDate(Days.number(end)));
        request.create(KIND, userId, 0, "", values, then);
    }

    private void cancel(Request request) {
        Optional<KeptRecord> known = request.owned(KIND, request.whole("tradovateSubscriptionId"));
        if (known.isEmpty()) {
            refuse(request, "UnknownError", "Subscription is not found");
            return;
        }
        ObjectNode values = Documents.read(known.get()).put("cancelledRenewal", true);
        if (request.has("cancelReason")) {
            values.put("cancelReason", request.text("cancelReason"));
        }
        if (request.flag("expire")) {
            values.set("expirationDate", Documents.tradeDate(Days.today(request.nowNanos())));
        }
        request.replace(
                known.get(), values, () -> done(request, KIND, known.get().id()));
    }

    // ---- the end of everything

    private void cancelEverything(Request request) {
        if (!request.isAdministrator()) {
            request.denied();
            return;
        }
        boolean all = !request.has("tradovateSubscriptions")
                && !request.has("userPlugins")
                && !request.has("marketDataSubscriptions")
                && !request.has("tradingPermissions");
        boolean live = request.call().domain() == Domain.LIVE;
        List<Long> userIds = request.wholes("userIds").stream()
                .filter(id -> id == request.caller() || office.access().administers(request.caller(), id))
                .toList();
        // Permissions belong to demo accounts, everything else to the master data of live.
        List<String> kinds = new ArrayList<>();
        if (live && (all || request.flag("tradovateSubscriptions"))) {
            kinds.add(KIND);
        }
        if (live && (all || request.flag("userPlugins"))) {
            kinds.add(Plugins.KIND);
        }
        if (live && (all || request.flag("marketDataSubscriptions"))) {
            kinds.add(MarketDataSubscriptions.KIND);
        }
        if (!live && (all || request.flag("tradingPermissions"))) {
            kinds.add(TradingPermissions.KIND);
        }
        List<KeptRecord> ending = new ArrayList<>();
        for (String kind : kinds) {
            for (long userId : userIds) {
                request.views().records(kind, userId).stream()
                        .filter(record -> !ended(record, request))
                        .forEach(ending::add);
            }
        }
        endAll(request, ending, 0);
    }

    private static boolean ended(KeptRecord record, Request request) {
        ObjectNode values = Documents.read(record);
        return switch (record.kind()) {
            case KIND ->
                values.path("cancelledRenewal").asBoolean()
                        && Documents.tradeDate(values.path("expirationDate")) <= Days.today(request.nowNanos());
            case Plugins.KIND -> !values.path("approval").asBoolean();
            case MarketDataSubscriptions.KIND -> values.path("expired").asBoolean();
            default -> values.path("status").asText().equals("Revoked");
        };
    }

    private static ObjectNode ending(KeptRecord record, Request request) {
        ObjectNode values = Documents.read(record);
        ObjectNode today = Documents.tradeDate(Days.today(request.nowNanos()));
        switch (record.kind()) {
            case KIND -> values.put("cancelledRenewal", true).set("expirationDate", today);
            case Plugins.KIND ->
                values.put("approval", false).put("autorenewal", false).set("expirationDate", today);
            case MarketDataSubscriptions.KIND -> values.put("expired", true);
            default -> values.put("status", "Revoked").put("updated", request.now());
        }
        return values;
    }

    /** As one entry of the log, or as few as hold so many. */
    private static void endAll(Request request, List<KeptRecord> ending, int from) {
        if (from < ending.size()) {
            int to = Math.min(ending.size(), from + Command.Together.MOST);
            request.together(
                    all -> ending.subList(from, to)
                            .forEach(record -> all.replace(record, ending(record, request), () -> {})),
                    outcome -> endAll(request, ending, to));
            return;
        }
        Json json = new Json().object();
        ids(json, "tradovateSubscriptionIds", KIND, ending);
        ids(json, "tradingPermissionIds", TradingPermissions.KIND, ending);
        ids(json, "userPluginIds", Plugins.KIND, ending);
        ids(json, "marketDataSubscriptionIds", MarketDataSubscriptions.KIND, ending);
        request.answer(Answers.done(json));
    }

    private static void ids(Json json, String name, String kind, List<KeptRecord> ended) {
        StringBuilder text = new StringBuilder("[");
        for (KeptRecord record : ended) {
            if (record.kind().equals(kind)) {
                text.append(text.length() > 1 ? "," : "").append(record.id());
            }
        }
        json.raw(name, text.append(']').toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
