/**
 * The procedural market: quotes, trades, depth and bars of every contract as a function of a seed and time, so that any
 * minute of any day is computed alone and the same on every machine. Called through {@link org.outcry.market.MarketData}
 * by the desk, the feed and the replay domain. It must not know accounts, orders or HTTP, and it never reveals its seed.
 */
package org.outcry.market.procedural;
