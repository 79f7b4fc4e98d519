package org.outcry.engine.core;

/** Bit mixing for hashes that must be equal on every machine. */
final class Mix {
    private Mix() {}

    /** Finalizer of SplitMix64: every input bit reaches every output bit. */
    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
