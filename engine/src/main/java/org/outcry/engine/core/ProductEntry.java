package org.outcry.engine.core;

import java.util.ArrayList;
import org.outcry.engine.instrument.Product;

/** A product with its contracts and the limits that keep all its money within a {@code long}. */
final class ProductEntry {
    /** Largest position one account may hold or ask for in one contract: our choice, far above any client's. */
    static final int MAX_POSITION = 100_000;

    private static final long MAX_PRICE_TICKS = 1L << 31;

    final Calendar calendar;
    final ArrayList<Book> books = new ArrayList<>(2);
    Product product;
    /** Prices beyond this (either sign) are refused: a position of the largest size still fits its worth in a long. */
    long maxPriceTicks;

    ProductEntry(Product product, Calendar calendar) {
        this.calendar = calendar;
        redefine(product);
    }

    void redefine(Product changed) {
        product = changed;
        // A pair may span from -max to +max: 2 * max * MAX_POSITION * tickValue <= 2^62.
        maxPriceTicks = Math.min(MAX_PRICE_TICKS, (1L << 61) / (changed.tickValueMicros() * MAX_POSITION));
    }
}
