/**
 * The accounts of the ledger as a Tradovate brokerage: entities, orders, market data, replay. The gateway's Tradovate room calls it
 * through {@code org.outcry.tradovate.door}. It must not know HTTP, sockets or secrets.
 */
package org.outcry.brokerage;
