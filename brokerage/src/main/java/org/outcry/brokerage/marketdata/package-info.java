/**
 * Quotes, books, volumes by price and charts for the sockets of the market data domain and of replays.
 * The brokerage registers it as one of its features; everything it knows comes from a market and a clock that it is given.
 * It must not know accounts, orders or the ledger.
 */
package org.outcry.brokerage.marketdata;
