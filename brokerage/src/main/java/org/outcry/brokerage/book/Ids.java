package org.outcry.brokerage.book;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Distinct ids in the order in which they came. Most lists hold one or two; those of an account hold a session's and lose them
 * roughly in the order in which they came, so that taking one away looks from the front. One thread.
 */
final class Ids {
    private long[] ids = new long[1];
    private int from;
    private int to;

    /** Adds an id that is not among them. */
    void add(long id) {
        if (to == ids.length) {
            int count = to - from;
            // Room that was left at the front is used before more is taken.
            long[] roomy = count > ids.length / 2 ? new long[2 * ids.length] : ids;
            System.arraycopy(ids, from, roomy, 0, count);
            ids = roomy;
            from = 0;
            to = count;
        }
        ids[to++] = id;
    }

    void remove(long id) {
        for (int i = from; i < to; i++) {
            if (ids[i] == id) {
                System.arraycopy(ids, from, ids, from + 1, i - from);
                from++;
                return;
            }
        }
    }

    boolean isEmpty() {
        return from == to;
    }

    void forEach(LongConsumer each) {
        // What a consumer adds or takes away meanwhile does not disturb the walk.
        long[] now = Arrays.copyOfRange(ids, from, to);
        for (long id : now) {
            each.accept(id);
        }
    }
}
