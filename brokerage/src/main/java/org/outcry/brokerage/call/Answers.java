package org.outcry.brokerage.call;

import java.nio.charset.StandardCharsets;
import org.outcry.tradovate.door.Answer;
import org.outcry.wire.Json;

/** Answers that many operations give. */
public final class Answers {
    public static final Answer DENIED = new Answer.Refused(401, "Access is denied");
    public static final Answer BUSY = new Answer.Refused(503, "Too many calls are waiting, try again later");

    private Answers() {}

    /** Status 404 with the path it was asked of. */
    public static Answer notFound(String path) {
        return new Answer.Refused(404, "Not found: " + path);
    }

    /** Status 200 with a business failure. */
    public static Answer error(String text) {
        return done(new Json().object().put("errorText", text));
    }

    /** Status 200 with an object that is open still; it is closed here. */
    public static Answer done(Json open) {
        return new Answer.Done(open.endObject().bytes());
    }

    /** Status 200 with JSON of ours. */
    public static Answer json(String json) {
        return new Answer.Done(json.getBytes(StandardCharsets.UTF_8));
    }
}
