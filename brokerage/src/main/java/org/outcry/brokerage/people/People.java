package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Records;
import org.outcry.brokerage.records.ReferenceRecords;
import org.outcry.brokerage.records.Request;
import org.outcry.brokerage.rows.UserFacts;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.record.KeptRecord;
import org.outcry.wire.Json;

/**
 * Members of the organization. The door takes their passwords out of what is sent before it comes here, and stores them under the
 * user ids that are answered.
 */
public final class People implements Feature {
    private static final int MOST_USERS = 100;
    /** Group trading: the original refuses the whole request for it. */
    private static final long NOT_AT_CREATION = 22;

    private final Office office;

    public People(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        new Contacts(office).register(operations);
        operations.add("user/createevaluationusers", (call, answer) -> createAll(new Request(office, call, answer)));
        operations.add("user/signuporganizationmember", (call, answer) -> signUp(new Request(office, call, answer)));
        operations.add("auth/me", (call, answer) -> me(new Request(office, call, answer)));
        operations.add("user/expireuserlockout", (call, answer) -> expireLockout(new Request(office, call, answer)));
    }

    /** What the door's own token says of nobody. */
    private void me(Request request) {
        UserFacts user = office.access().user(request.caller()).orElseThrow();
        Optional<KeptRecord> contact = request.views().records("contactInfo", request.caller()).stream()
                .findFirst();
        Json json = new Json().object().put("userId", user.userId()).put("name", user.name());
        contact.map(Documents::read)
                .ifPresent(values -> json.put(
                        "fullName",
                        (values.path("firstName").asText() + " "
                                        + values.path("lastName").asText())
                                .strip()));
        json.put("email", user.email())
                .put("emailVerified", !user.email().isEmpty())
                .put("isTrial", false);
        if (user.organizationId() != 0) {
            json.put(
                    "organizationName",
                    ReferenceRecords.find("organization", user.organizationId())
                            .map(organization -> organization.path("name").asText())
                            .orElse(""));
        }
        json.array("activePlugins");
        request.views().records("userPlugin", request.caller()).stream()
                .map(Documents::read)
                .filter(values -> values.path("approval").asBoolean())
                .forEach(values -> json.element(values.path("pluginName").asText()));
        request.answer(Answers.done(json.endArray()));
    }

    /** Facts of a user; no two users have the same e-mail address. */
    static void keep(Request request, long userId, ObjectNode values, LongConsumer then) {
        String email = values.path("email").asText().toLowerCase(Locale.ROOT);
        String key = email.isEmpty() ? "user:" + userId : "email:" + email;
        Optional<KeptRecord> known = Records.person(request.views(), userId);
        if (known.isPresent()) {
            request.replace(
                    known.get(), key, values, () -> then.accept(known.get().id()));
        } else {
            request.create(Records.PERSON, userId, 0, key, values, then);
        }
    }

    private static boolean emailTaken(Request request, String email) {
        String key = "email:" + email.toLowerCase(Locale.ROOT);
        return request.views().records(Records.PERSON).stream()
                .anyMatch(record -> record.uniqueKey().equals(key));
    }

    private void signUp(Request request) {
        if (!request.isAdministrator()) {
            request.denied();
            return;
        }
        Optional<String> problem = problem(List.of(request.arguments()));
        if (problem.isPresent()) {
            signedUp(request, 0, problem.get());
            return;
        }
        create(request, request.arguments(), (userId, error) -> signedUp(request, userId, error));
    }

    private static void signedUp(Request request, long userId, String error) {
        Json json = new Json().object();
        if (!error.isEmpty()) {
            json.put("errorText", error);
        }
        json.put("errorCode", code(error)).put("emailVerified", error.isEmpty());
        if (userId != 0) {
            json.put("userId", userId);
        }
        request.answer(Answers.done(json));
    }

    private static String code(String error) {
        return switch (error) {
            case "" -> "Success";
            case TAKEN -> "UserAlreadyExists";
            case EMAIL_TAKEN -> "EmailAlreadyRegistered";
            default -> "DataError";
        };
    }

    private static final String TAKEN = "User already exists";
    private static final String EMAIL_TAKEN = "Email is already registered";

    /** A user id, or 0 and why there is none. */
    @FunctionalInterface
    private interface Created {
        void user(long userId, String error);
    }

    private void createAll(Request request) {
        List<ObjectNode> users = new ArrayList<>();
        for (JsonNode user : request.arguments().path("users")) {
            users.add((ObjectNode) user);
        }
        if (!request.isAdministrator()) {
            request.denied();
            return;
        }
        Optional<String> problem = problem(users);
        if (problem.isPresent()) {
            request.answer(Answers.done(new Json()
                    .object()
                    .put("errorText", problem.get())
                    .array("results")
                    .endArray()));
            return;
        }
        Json json = new Json().object().array("results");
        createNext(request, users, 0, json, () -> request.answer(Answers.done(json.endArray())));
    }

    private static Optional<String> problem(List<ObjectNode> users) {
        if (users.isEmpty()) {
            return Optional.of("Empty users");
        }
        if (users.size() > MOST_USERS) {
            return Optional.of("Only " + MOST_USERS + " users are allowed in single operation");
        }
        for (ObjectNode user : users) {
            for (JsonNode entitlement : user.path("entitlementIds")) {
                if (entitlement.asLong() == NOT_AT_CREATION
                        || ReferenceRecords.find("entitlement", entitlement.asLong())
                                .isEmpty()) {
                    return Optional.of("Entitlement " + entitlement.asLong() + " is not allowed");
                }
            }
            if (user.hasNonNull("tradovateSubscriptionPlanId")
                    && ReferenceRecords.find(
                                    "tradovateSubscriptionPlan",
                                    user.path("tradovateSubscriptionPlanId").asLong())
                            .isEmpty()) {
                return Optional.of("Plan is not found");
            }
        }
        return Optional.empty();
    }

    private void createNext(Request request, List<ObjectNode> users, int at, Json json, Runnable done) {
        if (at == users.size()) {
            done.run();
            return;
        }
        create(request, users.get(at), (userId, error) -> {
            json.object();
            if (!error.isEmpty()) {
                json.put("errorText", error);
            }
            if (userId != 0) {
                json.put("userId", userId);
            }
            json.endObject();
            createNext(request, users, at + 1, json, done);
        });
    }

    private void create(Request request, ObjectNode user, Created created) {
        String name = user.path("name").asText();
        String email = user.path("email").asText();
        Optional<String> problem = Contacts.tooLong(user, "firstName", "lastName");
        if (problem.isPresent() || name.length() < 3) {
            created.user(0, problem.orElse("Name should be no shorter than 3"));
            return;
        }
        if (emailTaken(request, email)) {
            created.user(0, EMAIL_TAKEN);
            return;
        }
        // With everything known of it, as one entry of the log: a user is there whole or not at all.
        request.together(
                all -> all.submit(
                        new Command.CreateUser(name), made -> describe(all, Command.Together.MADE, user, () -> {})),
                outcome -> created.user(outcome.id(), ""),
                outcome -> created.user(0, refusal(request, name, outcome)));
    }

    /** A name or an address that was free a moment ago. */
    private static String refusal(Request request, String name, Outcome outcome) {
        if (outcome.rejection() != Rejection.DUPLICATE_NAME) {
            return "Name is not allowed";
        }
        return request.views().user(name).isPresent() ? TAKEN : EMAIL_TAKEN;
    }

    private static void describe(Request request, long userId, ObjectNode user, Runnable then) {
        ObjectNode person = Documents.object()
                .put("email", user.path("email").asText())
                .put("status", "Active")
                .put("professional", false)
                .put("organizationId", Access.ORGANIZATION);
        ObjectNode contact = Documents.object()
                .put("firstName", user.path("firstName").asText())
                .put("lastName", user.path("lastName").asText());
        ObjectNode zone = Documents.object()
                .put("userId", userId)
                .put("propertyId", ReferenceRecords.id("property", "timeZone"))
                .put("value", "America/Chicago");
        keep(
                request,
                userId,
                person,
                one -> Contacts.keep(
                        request,
                        userId,
                        contact,
                        two -> request.create(
                                "userProperty",
                                userId,
                                0,
                                "user:" + userId + ":timeZone",
                                zone,
                                three -> subscribe(request, userId, user, then))));
    }

    private static void subscribe(Request request, long userId, ObjectNode user, Runnable then) {
        Set<Long> entitlements = new LinkedHashSet<>();
        user.path("entitlementIds").forEach(id -> entitlements.add(id.asLong()));
        Runnable plugins = () -> Plugins.holdAll(request, userId, List.copyOf(entitlements), then);
        if (user.hasNonNull("tradovateSubscriptionPlanId")) {
            Subscriptions.hold(
                    request, userId, user.path("tradovateSubscriptionPlanId").asLong(), id -> plugins.run());
        } else {
            plugins.run();
        }
    }

    /** No call of this API locks a user out, so there is never a lockout to expire. */
    private static void expireLockout(Request request) {
        boolean member = request.office().access().administers(request.caller(), request.whole("userId"));
        if (!request.isAdministrator()) {
            request.denied();
        } else {
            request.notOk(member ? "User has no active lockout" : "User is not found");
        }
    }
}
