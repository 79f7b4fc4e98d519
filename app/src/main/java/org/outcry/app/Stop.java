package org.outcry.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A clean stop: SIGTERM or Ctrl-C wakes the main thread, and the process ends when that has closed everything. Open it first,
 * so that it closes last.
 */
final class Stop implements AutoCloseable {
    private static final long LONGEST_CLOSE_SECONDS = 30;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean answered;

    private Stop() {}

    static Stop onSignal() {
        Stop stop = new Stop();
        Runtime.getRuntime().addShutdownHook(new Thread(stop::hook, "stop"));
        return stop;
    }

    private void hook() {
        asked.countDown();
        try {
            if (!closed.await(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("outcry: closing took longer than " + LONGEST_CLOSE_SECONDS + " s; stopped hard");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (answered) {
            // A signal's own exit value would tell a supervisor that a clean stop was a failure.
            Runtime.getRuntime().halt(0);
        }
    }

    /** Waits for the signal. */
    void await() throws InterruptedException {
        asked.await();
        answered = true;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
