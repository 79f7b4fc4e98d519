package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.ReferenceRecords;
import org.outcry.brokerage.records.Request;
import org.outcry.engine.record.KeptRecord;

/** Plug-ins: entitlements that a user holds. */
final class Plugins implements Feature {
    static final String KIND = "userPlugin";
    /** Brings top of book of the CME exchanges along. */
    private static final String PROP = "T-Prop";

    private final Office office;

    Plugins(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add(
                "userPlugin/addentitlementsubscription", (call, answer) -> add(new Request(office, call, answer)));
        operations.add(
                "userPlugin/changepluginpermission", (call, answer) -> permit(new Request(office, call, answer)));
    }

    private void add(Request request) {
        OptionalLong user = request.user("userId");
        if (user.isEmpty()) {
            request.denied();
            return;
        }
        Optional<ObjectNode> entitlement = ReferenceRecords.find("entitlement", request.whole("entitlementId"));
        if (entitlement.isEmpty()) {
            Subscriptions.refuse(request, "UnknownError", "Entitlement is not found");
        } else if (Subscriptions.unpaid(request).isPresent()) {
            Subscriptions.refuse(
                    request,
                    "IncorrectPaymentMethod",
                    Subscriptions.unpaid(request).get());
        } else if (entitlement.get().path("requiredNonProCertification").asBoolean() && !request.flag("nonProSigned")) {
            Subscriptions.refuse(
                    request, "UnknownError", "The non-professional market data agreement should be signed first");
        } else {
            request.together(
                    all -> hold(all, user.getAsLong(), entitlement.get(), id -> {}),
                    outcome -> Subscriptions.done(
                            request, "entitlementSubscription", outcome.ids().getFirst()));
        }
    }

    static void holdAll(Request request, long userId, List<Long> entitlementIds, Runnable then) {
        if (entitlementIds.isEmpty()) {
            then.run();
            return;
        }
        ObjectNode first =
                ReferenceRecords.find("entitlement", entitlementIds.getFirst()).orElseThrow();
        List<Long> rest = entitlementIds.subList(1, entitlementIds.size());
        hold(request, userId, first, id -> holdAll(request, userId, rest, then));
    }

    /** Held again, it runs from today. */
    private static void hold(Request request, long userId, ObjectNode entitlement, LongConsumer then) {
        LocalDate start = Days.date(request.nowNanos());
        String name = entitlement.path("name").asText();
        ObjectNode values = Documents.object()
                .put("userId", userId)
                .put("timestamp", request.now())
                .put("planPrice", entitlement.path("price").decimalValue())
                .put("pluginName", name)
                .put("approval", true)
                .put("entitlementId", entitlement.path("id").asLong())
                .put("paidAmount", 0)
                .put("autorenewal", entitlement.path("autorenewal").asBoolean());
        if (request.has("accountId")) {
            values.put("accountId", request.whole("accountId"));
        }
        values.set("startDate", Documents.tradeDate(Days.number(start)));
        if (!entitlement.path("durationUnits").asText().equals("Lifetime")) {
            values.set("expirationDate", Documents.tradeDate(Days.number(Days.after(start, entitlement))));
        }
        LongConsumer held = id -> {
            if (name.equals(PROP)) {
                MarketDataSubscriptions.hold(
                        request,
                        userId,
                        ReferenceRecords.id("marketDataSubscriptionPlan", "CMEGROUP_TOP"),
                        start.getYear(),
                        start.getMonthValue(),
                        ignored -> then.accept(id));
            } else {
                then.accept(id);
            }
        };
        Optional<KeptRecord> known = plugin(request, userId, name);
        if (known.isPresent()) {
            request.replace(known.get(), values, () -> held.accept(known.get().id()));
        } else {
            request.create(KIND, userId, 0, "user:" + userId + ":" + name, values, held);
        }
    }

    private static Optional<KeptRecord> plugin(Request request, long userId, String name) {
        return request.views().records(KIND, userId).stream()
                .filter(record ->
                        Documents.read(record).path("pluginName").asText().equals(name))
                .findFirst();
    }

    private void permit(Request request) {
        OptionalLong user = request.user("userId");
        Optional<KeptRecord> known =
                user.isEmpty() ? Optional.empty() : plugin(request, user.getAsLong(), request.text("pluginName"));
        if (known.isEmpty()) {
            request.notOk("Plugin is not found");
            return;
        }
        ObjectNode values = Documents.read(known.get()).put("approval", request.flag("approval"));
        request.replace(known.get(), values, request::ok);
    }
}
