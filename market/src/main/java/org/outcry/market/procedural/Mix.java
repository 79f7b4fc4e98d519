package org.outcry.market.procedural;

/**
 * Counter-based random numbers: a value is a mixing of its key and counter, so there is no state and no order. The mixer
 * is the 64-bit finaliser of SplitMix64 in Stafford's variant 13; key and counter are both mixed, because nearby seeds
 * would otherwise give shifted copies of one sequence. Pure; any thread.
 */
final class Mix {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mix() {}

    static long mix(long value) {
        long z = value;
        z ^= z >>> 30;
        z *= 0xBF58476D1CE4E5B9L;
        z ^= z >>> 27;
        z *= 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return z;
    }

    /** One more word folded into a key. */
    static long key(long key, long word) {
        return mix((key + GOLDEN) ^ mix(word + GOLDEN));
    }

    static long key(long key, long first, long second) {
        return key(key(key, first), second);
    }

    /** A key made from text, for names of products: independent of {@code String.hashCode}. */
    static long key(long key, String text) {
        long k = key;
        for (int i = 0; i < text.length(); i++) {
            k = key(k, text.charAt(i));
        }
        return k;
    }

    /** The random word of a key at a counter. */
    static long at(long key, long counter) {
        return mix(mix(counter * GOLDEN + key) ^ ((key >>> 1) | 1));
    }

    /** The same at half the cost, for keys that no other key is a small distance away from: those that {@link #key} made. */
    static long next(long key, long counter) {
        return mix(key + counter * GOLDEN);
    }

    /** Uniform in [0, 1), 53 bits. */
    static double uniform(long word) {
        return (word >>> 11) * 0x1.0p-53;
    }

    /**
     * Sum of the four 16-bit lanes of a word, centred and scaled to variance 1: nearly normal, and never beyond
     * {@link #NORMAL_BOUND}.
     */
    static double normal(long word) {
        long sum = (word & 0xFFFF) + ((word >>> 16) & 0xFFFF) + ((word >>> 32) & 0xFFFF) + (word >>> 48);
        return (sum - 131_070) * NORMAL_SCALE;
    }

    /** 131070 over the standard deviation of four uniform 16-bit lanes. */
    static final double NORMAL_BOUND = 3.4642;

    /** One over sqrt(4 (65536^2 - 1) / 12). */
    private static final double NORMAL_SCALE = 1 / Math.sqrt(4.0 * (65_536.0 * 65_536.0 - 1) / 12.0);
}
