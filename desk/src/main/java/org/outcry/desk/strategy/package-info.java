/**
 * Runs users' strategies written in Java. The desk's operations call {@link org.outcry.desk.strategy.StrategyHost}; what strategies
 * order goes through the same operations that every client uses. It must not know REST, sockets or the ledger's log, and it puts
 * no trading rule of its own between a strategy and the engine.
 */
package org.outcry.desk.strategy;
