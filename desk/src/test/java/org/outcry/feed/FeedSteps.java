package org.outcry.feed;

/** Lets tests of other packages set the feed's pace. */
public final class FeedSteps {
    private static final int MANY = 10_000;

    private FeedSteps() {}

    /** Steps until the feed has nothing more to do at this moment. */
    public static void settle(Feed feed, long nowNanos) {
        for (int i = 0; i < MANY; i++) {
            long next = feed.step(nowNanos);
            // With a ledger in memory an outcome is there at once, so "wait for the outcome" means "step again".
            if (next > nowNanos && !feed.waiting()) {
                return;
            }
        }
        throw new AssertionError("the feed does not come to rest");
    }
}
