/**
 * Judges of a run: each follows the log from its first entry with an obvious model of its own and stops at the first thing that is
 * wrong. Simulations, crash tests and scenario tests call them. They must not use the product's own bookkeeping to check it.
 */
package org.outcry.harness.check;
