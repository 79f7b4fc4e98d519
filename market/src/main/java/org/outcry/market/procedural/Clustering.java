package org.outcry.market.procedural;

/**
 * How unevenly time passes: jitter of the warps in lattice spacings, 0 (a plain clock) to below 1. It sets how fat the
 * tails of returns are and how long volatility clusters.
 *
 * @param slow octaves of a day and more, of the variance clock
 * @param slowVolume the same octaves of the volume clock
 * @param fast octaves below a day
 * @param own octaves below a day of a contract's own volume
 */
record Clustering(double slow, double slowVolume, double fast, double own) {
    static final Clustering STANDARD = new Clustering(0.62, 0.55, 0.45, 0.24);
}
