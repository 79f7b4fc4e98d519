/**
 * What was measured and how it is shown: table, JSON and the performance page. Rows of the benchmarks write here. It must not
 * know how anything was measured.
 */
package org.outcry.bench.report;
