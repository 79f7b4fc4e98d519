package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Office;
import org.outcry.brokerage.call.Operations;
import org.outcry.brokerage.records.Documents;
import org.outcry.brokerage.records.Records;
import org.outcry.brokerage.records.Request;
import org.outcry.engine.record.KeptRecord;

/** Contact data and the e-mail address of users. */
final class Contacts implements Feature {
    private static final int LONGEST_NAMES = 60;
    private static final List<String> REQUIRED =
            List.of("firstName", "lastName", "streetAddress1", "city", "country", "phone");

    private final Office office;

    Contacts(Office office) {
        this.office = office;
    }

    @Override
    public void register(Operations operations) {
        operations.add("contactInfo/updatecontactinfo", (call, answer) -> update(new Request(office, call, answer)));
        operations.add(
                "contactInfo/updatecontactinfoname", (call, answer) -> update(new Request(office, call, answer)));
        operations.add("contactInfo/updatecontactcountry", (call, answer) -> update(new Request(office, call, answer)));
        operations.add("user/modifyemailaddress", (call, answer) -> modifyEmail(new Request(office, call, answer)));
    }

    /** First and last names share a bound. */
    static Optional<String> tooLong(ObjectNode values, String first, String last) {
        int length = values.path(first).asText().length()
                + values.path(last).asText().length();
        return length > LONGEST_NAMES
                ? Optional.of("First Name and Last Name should be no longer than " + LONGEST_NAMES)
                : Optional.empty();
    }

    private void update(Request request) {
        OptionalLong user = request.user("userId");
        if (user.isEmpty()) {
            request.denied();
            return;
        }
        ObjectNode given = request.arguments();
        Optional<String> problem =
                tooLong(given, "firstName", "lastName").or(() -> tooLong(given, "jointFirstName", "jointLastName"));
        if (problem.isPresent()) {
            request.error(problem.get());
            return;
        }
        keep(request, user.getAsLong(), given, id -> request.answer("contactInfo", id));
    }

    /** Adds to what is known of a user; what nobody told yet is empty. */
    static void keep(Request request, long userId, ObjectNode given, java.util.function.LongConsumer then) {
        Optional<KeptRecord> known =
                request.views().records("contactInfo", userId).stream().findFirst();
        ObjectNode values = known.map(Documents::read).orElseGet(Documents::object);
        values.setAll(given);
        values.put("userId", userId);
        for (String member : REQUIRED) {
            if (!values.hasNonNull(member)) {
                values.put(member, "");
            }
        }
        if (known.isPresent()) {
            request.replace(known.get(), values, () -> then.accept(known.get().id()));
        } else {
            request.create("contactInfo", userId, 0, "user:" + userId, values, then);
        }
    }

    private void modifyEmail(Request request) {
        OptionalLong user = request.user("userId");
        if (user.isEmpty()) {
            request.denied();
            return;
        }
        Optional<KeptRecord> person = Records.person(request.views(), user.getAsLong());
        ObjectNode values = person.map(Documents::read).orElseGet(Documents::object);
        values.put("email", request.text("email"));
        People.keep(
                request,
                user.getAsLong(),
                values,
                id -> request.answer(org.outcry.brokerage.call.Answers.done(new org.outcry.wire.Json()
                        .object()
                        .put("status", values.path("status").asText("Active")))));
    }
}
