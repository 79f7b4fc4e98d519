/**
 * Runs engines of other projects over a workload file and prints what they did as one line of JSON. Started by the benchmarks
 * as processes of their own, on the JDK each peer needs. It must not know any class of the product.
 */
package org.outcry.bench.peers;
