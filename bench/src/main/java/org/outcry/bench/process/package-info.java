/**
 * Processes the benchmarks start and measure from outside: the built product, floors and peers. Rows use it. It must not know
 * what a row measures.
 */
package org.outcry.bench.process;
