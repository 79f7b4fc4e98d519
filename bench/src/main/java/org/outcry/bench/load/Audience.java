package org.outcry.bench.load;

import org.HdrHistogram.Histogram;

/** Many readers of a stream of messages. */
public interface Audience {
    /** Messages received by all of them so far. */
    long messages();

    /** Ages seen since the last call, nanoseconds. */
    Histogram takeAges();
}
