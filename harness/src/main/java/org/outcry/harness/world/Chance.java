package org.outcry.harness.world;

import java.util.List;
import java.util.SplittableRandom;

/**
 * All randomness of a run, drawn from one seed. Parts take a {@link #fork} each, so that a draw more in one part does not move
 * the draws of another. Not thread-safe.
 */
public final class Chance {
    private final long seed;
    private final SplittableRandom random;

    public Chance(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** A stream of its own, a function of the seed and the name alone. */
    public Chance fork(String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = (mixed ^ name.charAt(i)) * 0x9E37_79B9_7F4A_7C15L;
            mixed ^= mixed >>> 29;
        }
        return new Chance(mixed);
    }

    /** True once in {@code n} on average; never for 0. */
    public boolean oneIn(int n) {
        return n > 0 && random.nextInt(n) == 0;
    }

    public boolean percent(int probability) {
        return random.nextInt(100) < probability;
    }

    /** Uniform, both ends included. */
    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** Uniform, both ends included. */
    public long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    public long anyLong() {
        return random.nextLong();
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
