/**
 * Bars: how trades and finer bars add up, and where bars of each kind begin and end. Called by the sources of market data.
 * It must not know where prices come from.
 */
package org.outcry.market.bars;
