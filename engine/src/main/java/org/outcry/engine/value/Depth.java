package org.outcry.engine.value;

import java.util.Arrays;

/**
 * Displayed sizes of one side of a book, from the touch outwards, one entry for each adjacent tick (a level nobody shows
 * has size 0). Immutable; sizes are contracts, never negative; at most {@link #MAX_LEVELS} levels.
 */
public final class Depth {
    public static final int MAX_LEVELS = 32;
    public static final Depth EMPTY = new Depth(new int[0]);

    private final int[] sizes;

    private Depth(int[] sizes) {
        this.sizes = sizes;
    }

    public static Depth of(int... sizes) {
        if (sizes.length > MAX_LEVELS) {
            throw new IllegalArgumentException("at most " + MAX_LEVELS + " levels, got " + sizes.length);
        }
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size " + size);
            }
        }
        return sizes.length == 0 ? EMPTY : new Depth(sizes.clone());
    }

    public int levels() {
        return sizes.length;
    }

    /** Displayed size {@code level} ticks away from the touch; 0 beyond what is shown. */
    public int size(int level) {
        return level < sizes.length ? sizes[level] : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Depth depth && Arrays.equals(sizes, depth.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
