package org.outcry.desk.rpc;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look at something that events ask for: at most one waits for the worker, however many events come before it. Any thread; the ledger's
 * hears nothing of a worker that has ended with its desk.
 */
final class Look {
    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private final Executor worker;
    private final Runnable what;
    private final AtomicBoolean waits = new AtomicBoolean();

    Look(Executor worker, Runnable what) {
        this.worker = worker;
        this.what = what;
    }

    void soon() {
        if (!waits.compareAndSet(false, true)) {
            return;
        }
        try {
            worker.execute(() -> {
                // First: what happens from here on asks for another.
                waits.set(false);
                what.run();
            });
        } catch (RejectedExecutionException closing) {
            LOG.debug("The desk is closing, nobody waits for this any more", closing);
        }
    }
}
