package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
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
import org.outcry.engine.record.KeptRecord;
import org.outcry.wire.Json;

/** Market data by plan and calendar month, and the extra simultaneous session of a month. */
final class MarketDataSubscriptions implements Feature {
    static final String KIND = "marketDataSubscription";
    private static final String SECOND = "secondMarketDataSubscription";

    private final Office office;

    MarketDataSubscriptions(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("user/addmarketdatasubscription", (call, answer) -> add(new Request(office, call, answer)));
        operations.add(
                "user/expiremarketdatasubscription", (call, answer) -> expire(new Request(office, call, answer)));
        operations.add(
                "user/addsecondmarketdatasubscription", (call, answer) -> addSecond(new Request(office, call, answer)));
        operations.add(
                "user/cancelsecondmarketdatasubscription",
                (call, answer) -> changeSecond(new Request(office, call, answer), true, true));
        operations.add(
                "user/cancelsecondmarketdatasubscriptionrenewal",
                (call, answer) -> changeSecond(new Request(office, call, answer), true, false));
        operations.add(
                "user/activatesecondmarketdatasubscriptionrenewal",
                (call, answer) -> changeSecond(new Request(office, call, answer), false, false));
        operations.add(
                "user/getsecondmarketdatasubscriptioncost",
                (call, answer) -> answer.accept(Answers.done(new Json().object().money("monthlyCost", 0))));
    }

    static String key(long userId, long planId, int year, int month) {
        return "user:" + userId + ":plan:" + planId + ":" + (year * 100 + month);
    }

    private void add(Request request) {
        OptionalLong user = request.user("userId");
        if (user.isEmpty()) {
            request.denied();
            return;
        }
        List<Long> planIds = request.wholes("marketDataSubscriptionPlanIds");
        int year = (int) request.whole("year");
        int month = (int) request.whole("month");
        if (planIds.isEmpty()
                || planIds.stream()
                        .anyMatch(id -> ReferenceRecords.find("marketDataSubscriptionPlan", id)
                                .isEmpty())) {
            Subscriptions.refuse(request, "UnknownError", "Plan is not found");
        } else if (Subscriptions.unpaid(request).isPresent()) {
            Subscriptions.refuse(
                    request,
                    "IncorrectPaymentMethod",
                    Subscriptions.unpaid(request).get());
        } else if (over(request, year, month)) {
            Subscriptions.refuse(request, "UnknownError", "Month should be current or later");
        } else if (mixed(request, user.getAsLong(), planIds, year, month)) {
            Subscriptions.refuse(
                    request,
                    "IncompatibleCMEMarketDataSubscriptionPlans",
                    "Professional and non-professional plans cannot be combined");
        } else {
            holdAll(request, user.getAsLong(), planIds, year, month);
        }
    }

    private static boolean over(Request request, int year, int month) {
        LocalDate today = Days.date(request.nowNanos());
        return month < 1 || month > 12 || year * 12 + month < today.getYear() * 12 + today.getMonthValue();
    }

    private static boolean mixed(Request request, long userId, List<Long> planIds, int year, int month) {
        long professional =
                planIds.stream().filter(MarketDataSubscriptions::professional).count();
        boolean asked = professional > 0;
        if (professional != 0 && professional != planIds.size()) {
            return true;
        }
        return request.views().records(KIND, userId).stream()
                .map(Documents::read)
                .filter(values -> values.path("year").asInt() == year
                        && values.path("month").asInt() == month)
                .filter(values -> !values.path("expired").asBoolean())
                .anyMatch(values ->
                        professional(values.path("marketDataSubscriptionPlanId").asLong()) != asked);
    }

    private static boolean professional(long planId) {
        return ReferenceRecords.find("marketDataSubscriptionPlan", planId)
                .filter(plan -> plan.path("professional").asText().equals("Professional"))
                .isPresent();
    }

    /** The answer has room for one: it is the last of those asked for. */
    private static void holdAll(Request request, long userId, List<Long> planIds, int year, int month) {
        request.together(
                all -> planIds.forEach(planId -> hold(all, userId, planId, year, month, id -> {})),
                outcome -> Subscriptions.done(request, KIND, outcome.ids().getLast()));
    }

    /** One row for a user, a plan and a month: what had expired runs again. */
    static void hold(Request request, long userId, long planId, int year, int month, LongConsumer then) {
        ObjectNode plan =
                ReferenceRecords.find("marketDataSubscriptionPlan", planId).orElseThrow();
        ObjectNode values = Documents.object()
                .put("userId", userId)
                .put("timestamp", request.now())
                .put("planPrice", plan.path("price").decimalValue())
                .put("marketDataSubscriptionPlanId", planId)
                .put("year", year)
                .put("month", month)
                .put("expired", false);
        if (request.has("accountId")) {
            values.put("accountId", request.whole("accountId"));
        }
        String key = key(userId, planId, year, month);
        Optional<KeptRecord> known = request.views().records(KIND, userId).stream()
                .filter(record -> record.uniqueKey().equals(key))
                .findFirst();
        if (known.isPresent()) {
            request.replace(known.get(), values, () -> then.accept(known.get().id()));
        } else {
            request.create(KIND, userId, 0, key, values, then);
        }
    }

    private void expire(Request request) {
        Optional<KeptRecord> known = request.owned(KIND, request.whole("marketDataSubscriptionId"));
        if (known.isEmpty()) {
            Subscriptions.refuse(request, "UnknownError", "Subscription is not found");
            return;
        }
        ObjectNode values = Documents.read(known.get()).put("expired", true);
        request.replace(
                known.get(),
                values,
                () -> Subscriptions.done(request, KIND, known.get().id()));
    }

    private void addSecond(Request request) {
        OptionalLong user = request.user("userId");
        int year = (int) request.whole("year");
        int month = (int) request.whole("month");
        if (user.isEmpty()) {
            request.denied();
        } else if (Subscriptions.unpaid(request).isPresent()) {
            Subscriptions.refuse(
                    request,
                    "IncorrectPaymentMethod",
                    Subscriptions.unpaid(request).get());
        } else if (over(request, year, month)) {
            Subscriptions.refuse(request, "UnknownError", "Month should be current or later");
        } else {
            ObjectNode values = Documents.object()
                    .put("userId", user.getAsLong())
                    .put("timestamp", request.now())
                    .put("year", year)
                    .put("month", month)
                    .put("cancelledRenewal", false);
            request.create(
                    SECOND,
                    user.getAsLong(),
                    0,
                    key(user.getAsLong(), 0, year, month),
                    values,
                    id -> Subscriptions.done(request, SECOND, id));
        }
    }

    private void changeSecond(Request request, boolean cancelledRenewal, boolean cancelled) {
        Optional<KeptRecord> known = request.owned(SECOND, request.whole("secondMarketDataSubscriptionId"));
        if (known.isEmpty()) {
            Subscriptions.refuse(request, "UnknownError", "Subscription is not found");
            return;
        }
        ObjectNode values = Documents.read(known.get()).put("cancelledRenewal", cancelledRenewal);
        if (cancelled) {
            values.put("cancellationTimestamp", request.now());
        }
        request.replace(
                known.get(),
                values,
                () -> Subscriptions.done(request, SECOND, known.get().id()));
    }
}
