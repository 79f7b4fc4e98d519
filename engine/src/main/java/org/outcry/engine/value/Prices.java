package org.outcry.engine.value;

/** Prices are {@code long} counts of their contract's tick; this names the one value that is no price. */
public final class Prices {
    /** Stands where an order type has no such price. Never a tradable price. */
    public static final long NONE = Long.MIN_VALUE;

    private Prices() {}
}
