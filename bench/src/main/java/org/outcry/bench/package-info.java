/**
 * The benchmarks: every promise of speed or size beside a peer or a floor measured in the same run. Started by {@code outcry
 * bench} and, in tiny size, by its test. It must not know how a room works inside: it uses their doors and the built product.
 */
package org.outcry.bench;
