package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.ReferenceRecords;
import org.outcry.brokerage.records.Request;
import org.outcry.engine.record.KeptRecord;
import org.outcry.tradovate.schema.Schema;

/** Rows that are created and replaced as they are sent: for oneself, or for a member of the organization. */
public final class Owned implements Feature {
    private static final Set<String> KINDS =
            Set.of("tradovateSubscription", "marketDataSubscription", "userPlugin", "pOAContact", "workspaceTemplate");

    private final Office office;

    public Owned(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        for (String kind : KINDS) {
            operations.add(kind + "/create", (call, answer) -> create(kind, new Request(office, call, answer)));
            operations.add(kind + "/update", (call, answer) -> update(kind, new Request(office, call, answer)));
        }
        operations.add(
                "organization/getorgworkspacetemplate",
                (call, answer) -> organizationTemplate(new Request(office, call, answer)));
    }

    private void create(String kind, Request request) {
        OptionalLong user = request.user("userId");
        boolean forEverybody = kind.equals("pOAContact");
        if (user.isEmpty() || (forEverybody && !request.isAdministrator())) {
            request.denied();
            return;
        }
        ObjectNode values = complete(kind, request, user.getAsLong());
        Optional<String> problem = problem(kind, values).or(() -> Subscriptions.unpaid(request));
        if (problem.isPresent()) {
            request.error(problem.get());
            return;
        }
        request.create(kind, user.getAsLong(), 0, key(kind, user.getAsLong(), values), values, request::answerRecord);
    }

    private void update(String kind, Request request) {
        Optional<KeptRecord> known = request.owned(kind, request.whole("id"));
        if (known.isEmpty()) {
            request.notFound();
            return;
        }
        ObjectNode values = complete(kind, request, known.get().userId());
        Optional<String> problem = problem(kind, values).or(() -> Subscriptions.unpaid(request));
        if (problem.isPresent()) {
            request.error(problem.get());
            return;
        }
        request.replace(
                known.get(),
                key(kind, known.get().userId(), values),
                values,
                () -> request.answerRecord(known.get().id()));
    }

    private static ObjectNode complete(String kind, Request request, long userId) {
        ObjectNode values = request.arguments().deepCopy();
        boolean hasUser = Schema.standard()
                .entity(kind)
                .flatMap(entity -> entity.type())
                .filter(type -> type.field("userId").isPresent())
                .isPresent();
        if (hasUser) {
            values.put("userId", userId);
        }
        return values;
    }

    /** The same thing is not held twice. */
    private static String key(String kind, long userId, ObjectNode values) {
        return switch (kind) {
            case "marketDataSubscription" ->
                MarketDataSubscriptions.key(
                        userId,
                        values.path("marketDataSubscriptionPlanId").asLong(),
                        values.path("year").asInt(),
                        values.path("month").asInt());
            case "userPlugin" ->
                "user:" + userId + ":" + values.path("pluginName").asText();
            case "workspaceTemplate" ->
                "user:" + userId + ":" + values.path("name").asText();
            case "pOAContact" -> "user:" + userId;
            default -> "";
        };
    }

    private static Optional<String> problem(String kind, ObjectNode values) {
        return switch (kind) {
            case "tradovateSubscription" ->
                unknown(
                        "tradovateSubscriptionPlan",
                        values.path("tradovateSubscriptionPlanId").asLong());
            case "marketDataSubscription" ->
                unknown(
                        "marketDataSubscriptionPlan",
                        values.path("marketDataSubscriptionPlanId").asLong());
            case "userPlugin" ->
                values.hasNonNull("entitlementId")
                        ? unknown("entitlement", values.path("entitlementId").asLong())
                        : Optional.empty();
            case "pOAContact" -> Contacts.tooLong(values, "firstName", "lastName");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unknown(String entity, long id) {
        return ReferenceRecords.find(entity, id).isPresent() ? Optional.empty() : Optional.of("Plan is not found");
    }

    /** The newest of the administrator's templates is the organization's. */
    private static void organizationTemplate(Request request) {
        Optional<KeptRecord> newest = request.views().records("workspaceTemplate").stream()
                .filter(record -> request.office().access().isAdministrator(record.userId()))
                .reduce((_, last) -> last);
        if (newest.isEmpty()) {
            request.error("The organization has no workspace template");
        } else {
            request.answer("workspaceTemplate", newest.get().id());
        }
    }
}
