/**
 * The one door of the trading core: a submission goes in, an outcome and events come out, the same for the same
 * log on every machine. The ledger calls it on one thread, tests and simulations too. It must not know clocks,
 * files, threads, chance or logging.
 */
package org.outcry.engine;
