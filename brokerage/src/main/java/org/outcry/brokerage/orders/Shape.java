package org.outcry.brokerage.orders;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.outcry.brokerage.call.Answers;
import org.outcry.tradovate.door.Answer;
import org.outcry.tradovate.schema.Violation;
import org.outcry.wire.Json;

/** How the answers of an operation say that it failed. */
enum Shape {
    /** {@code failureReason} and {@code failureText}. */
    COMMAND,
    /** {@code errorText} and {@code failureReason}. */
    STRATEGY,
    /** {@code errorText} and {@code rejectReason}. */
    DRY_RUN,
    /** {@code ok} and {@code errorText}. */
    SIMPLE;

    Answer of(Refused refused) {
        if (refused.isViolation()) {
            Violation violation = new Violation(
                    refused.reason(), Optional.empty(), Violation.label(refused.reason()) + " should be specified");
            return new Answer.Done(
                    Violation.reply(List.of(violation)).toString().getBytes(StandardCharsets.UTF_8));
        }
        Json json = new Json().object();
        return Answers.done(
                switch (this) {
                    case COMMAND -> json.put("failureReason", refused.reason()).put("failureText", refused.text());
                    case STRATEGY -> json.put("errorText", refused.text()).put("failureReason", refused.reason());
                    case DRY_RUN -> json.put("errorText", refused.text()).put("rejectReason", refused.reason());
                    case SIMPLE -> json.put("ok", false).put("errorText", refused.text());
                });
    }
}
