package org.outcry.brokerage.rows;

import org.outcry.engine.order.OrderTerms;

/** One set of terms of an order. The book's thread. */
public final class VersionFacts {
    public final long versionId;
    public final OrderFacts order;
    /** Label of the order. */
    public final String text;
    /** Prices are still offsets from an entry that has not filled. */
    public boolean relative;

    public OrderTerms terms;
    public long changedNanos;

    public VersionFacts(
            long versionId, OrderFacts order, OrderTerms terms, String text, boolean relative, long timeNanos) {
        this.versionId = versionId;
        this.order = order;
        this.terms = terms;
        this.text = text;
        this.relative = relative;
        this.changedNanos = timeNanos;
    }
}
