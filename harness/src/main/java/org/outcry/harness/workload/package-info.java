/**
 * Seeded order workloads in a neutral flat form, the same bytes for every engine that is measured or compared. Benchmarks,
 * tests and the runners of other engines may read it. It must not know any engine, ours included.
 */
package org.outcry.harness.workload;
