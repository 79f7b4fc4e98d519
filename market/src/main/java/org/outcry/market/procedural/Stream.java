package org.outcry.market.procedural;

/**
 * The registry of random streams: every use of chance has its own number here, so that no two share values. Numbers are
 * part of the generator's version and are never reused.
 */
final class Stream {
    /** Part of every key. Any change of a constant of the construction is a new history and a new number. */
    static final long GENERATOR_VERSION = 1;

    static final long WARP_INPUT = 1;
    static final long WARP_OUTPUT = 2;
    static final long WARP_PHASE = 3;
    static final long OWN_WARP = 4;
    static final long FACTOR = 5;
    static final long OWN_PATH = 6;
    static final long COMMON_NOISE = 7;
    static final long OWN_NOISE = 8;
    static final long ACTIVITY = 9;
    static final long BURST = 10;
    static final long SIGN = 11;
    static final long SIGN_NOISE = 12;
    static final long SIZES = 13;
    static final long SIZE_BLOCK = 14;
    static final long SPREAD = 15;
    static final long DEPTH = 16;
    static final long OFFSETS = 17;
    static final long NEWS = 18;
    static final long CARRY = 19;
    static final long SEASON = 20;
    static final long GLOBAL = 21;
    static final long FAMILY = 22;
    static final long PRODUCT = 23;
    static final long CONTRACT = 24;
    static final long QUOTE_OFFSET = 25;

    private Stream() {}
}
