package org.outcry.brokerage.rows;

import org.outcry.engine.order.OrderTerms;

/** One set of terms of an order. The book's thread. */
public final class VersionFacts {
    public final long versionId;
    public final OrderFacts order;
    public OrderTerms terms;
    public long changedNanos;

    public VersionFacts(long versionId, OrderFacts order, OrderTerms terms, long timeNanos) {
        this.versionId = versionId;
        this.order = order;
        this.terms = terms;
        this.changedNanos = timeNanos;
    }
}
