/**
 * Accounts that live in another, Tradovate-compatible environment, behind the same doors as our own: a {@link
 * org.outcry.ledger.api.Ledger} and a {@link org.outcry.market.MarketData} over sockets, and what a desk over them cannot serve.
 * {@code app} builds it and gives it to a desk. It must not know the protocol its desk is asked in, nor read a command line.
 */
package org.outcry.remote;
