package org.outcry.brokerage.people;

import java.util.Map;
import org.outcry.brokerage.call.Answers;
import org.outcry.brokerage.call.Feature;
import org.outcry.brokerage.call.Operations;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.schema.Schema;
import org.outcry.tradovate.schema.Type;
import org.outcry.wire.Json;

/** Operations whose substance does not exist on a platform one runs oneself, each with why. */
public final class Refusals implements Feature {
    private static final String ONBOARDING = "There is no clearing house to open live sub-accounts with";
    private static final String DOCUMENTS = "Identity documents are not taken";

    /** Why, by path: the documentation lists the same. */
    public static final Map<String, String> REASONS = Map.of(
            "customerApplication/checkduplicate", "No identities are known to compare with",
            "customerApplication/createpartnersubaccountrequest", ONBOARDING,
            "customerApplication/getpartnersubaccountrequeststatus", ONBOARDING,
            "customerApplication/submitcustomerapplicationdocument", DOCUMENTS,
            "customerApplication/submitpartnersubaccountdocument", DOCUMENTS,
            "fundTransaction/checkstripefundingeligibility", "Nothing is funded by card");

    @Override
    public void register(Operations operations) {
        REASONS.forEach((path, reason) -> {
            Answer refusal = refusal(path, reason);
            operations.addAside(path, (call, answer) -> answer.accept(refusal));
        });
    }

    private static Answer refusal(String path, String reason) {
        Json json = new Json().object().put("errorText", reason);
        Type reply = Schema.standard()
                .type(Schema.standard().endpoint(path).orElseThrow().response().orElseThrow());
        reply.field("ok").ifPresent(ok -> json.put("ok", false));
        return Answers.done(json);
    }
}
