/**
 * One contract's market walked once for everybody, its session's figures, and how its moments are written.
 * Subscriptions and charts listen to it.
 * It must not know who they are, nor accounts or the ledger.
 */
package org.outcry.brokerage.marketdata.tape;
