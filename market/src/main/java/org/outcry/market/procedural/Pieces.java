package org.outcry.market.procedural;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Work on independent pieces with all cores that are free. Each takes the next piece when it has finished one, so that at the
 * end a core waits for the length of one piece at most; the caller works too, so a busy pool delays nobody. Any thread.
 */
final class Pieces {
    private Pieces() {}

    /**
     * The results in the order of their pieces.
     *
     * @param work called once for each piece, by any thread; what it throws is thrown here
     */
    static <P, R> List<R> onAllCores(List<P> pieces, Function<P, R> work) {
        int count = pieces.size();
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(count);
        AtomicInteger next = new AtomicInteger();
        Runnable worker = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                results.set(i, work.apply(pieces.get(i)));
            }
        };
        List<ForkJoinTask<?>> helpers = new ArrayList<>();
        int helping = Math.min(count - 1, ForkJoinPool.commonPool().getParallelism());
        for (int i = 0; i < helping; i++) {
            helpers.add(ForkJoinPool.commonPool().submit(worker));
        }
        try {
            worker.run();
        } finally {
            // No piece is left, so a helper that never began has nothing to do: joined newest first, it is taken back
            // and run here.
            next.set(count);
            helpers.reversed().forEach(ForkJoinTask::join);
        }
        List<R> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(results.get(i));
        }
        return all;
    }
}
