package org.outcry.gateway.tradovate;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.outcry.tradovate.door.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what takes long at a sign-in: passwords and the disk. Two of them, with a queue of {@value #QUEUE}; at the bound a call is
 * not executed and answered with a wait of one second. Any thread may ask.
 */
final class HashingPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HashingPool.class);
    private static final int THREADS = 2;
    private static final int QUEUE = 64;
    private static final Answer BUSY = new Answer.Done(
            "{\"p-ticket\":\"busy\",\"p-time\":1,\"p-captcha\":false}".getBytes(StandardCharsets.US_ASCII));

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("outcry-sign-in-", 1).daemon().factory());

    HashingPool() {
        executor.allowCoreThreadTimeOut(true);
    }

    /** The brokerage did not answer in time. */
    static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered(Throwable cause) {
            super("the brokerage did not answer", cause);
        }
    }

    /** Runs work here and gives its answer, once. */
    void run(Consumer<Answer> answer, Supplier<Answer> work) {
        try {
            executor.execute(() -> answer.accept(outcome(work)));
        } catch (RejectedExecutionException e) {
            answer.accept(BUSY);
        }
    }

    private static Answer outcome(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Unanswered e) {
            LOG.atWarn().setCause(e).log("A sign-in waited in vain");
            return new Answer.Refused(408, "Request timeout");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("A sign-in failed");
            return new Answer.Refused(500, "Internal error");
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
