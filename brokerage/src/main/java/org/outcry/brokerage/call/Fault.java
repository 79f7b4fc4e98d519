package org.outcry.brokerage.call;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.outcry.tradovate.door.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A mistake of ours in the middle of a call: it is logged, and the caller hears that there was one instead of nothing. */
public final class Fault {
    private static final Logger LOG = LoggerFactory.getLogger(Fault.class);
    private static final Answer ANSWER = new Answer.Refused(500, "Internal error");

    private Fault() {}

    /** Runs a part of a call; the answer is given for it when it breaks. */
    public static void guard(String path, Consumer<Answer> answer, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException mistake) {
            LOG.error("{} failed", path, mistake);
            answer.accept(ANSWER);
        }
    }

    /** Lets the first answer through: a part that breaks behind its answer says nothing more. */
    public static Consumer<Answer> once(Consumer<Answer> answer) {
        AtomicBoolean given = new AtomicBoolean();
        return each -> {
            if (given.compareAndSet(false, true)) {
                answer.accept(each);
            }
        };
    }
}
