package org.outcry.market.recorded;

import org.outcry.engine.value.Prices;

/**
 * Best bid and ask with their sizes; {@link Prices#NONE} and size 0 where a side is not quoted.
 *
 * @param bidSize contracts, 0 or more
 * @param askSize contracts, 0 or more
 */
public record BookTop(long bidTicks, int bidSize, long askTicks, int askSize) {
    /** Nothing is quoted. */
    public static final BookTop EMPTY = new BookTop(Prices.NONE, 0, Prices.NONE, 0);

    public BookTop {
        if (bidSize < 0 || askSize < 0) {
            throw new IllegalArgumentException("negative size: " + bidSize + " " + askSize);
        }
        if (bidTicks != Prices.NONE && askTicks != Prices.NONE && bidTicks >= askTicks) {
            throw new IllegalArgumentException("bid " + bidTicks + " is not below ask " + askTicks);
        }
    }
}
