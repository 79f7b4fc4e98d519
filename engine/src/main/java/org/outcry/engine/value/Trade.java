package org.outcry.engine.value;

/**
 * One trade of the market (never one of our fills).
 *
 * @param sequence the market sequence of this trade, as in {@link MarketSnapshot#sequence()}
 * @param priceTicks where it traded
 * @param size contracts
 * @param aggressor the side that took: {@link Side#BUY} trades at the ask
 */
public record Trade(long sequence, long priceTicks, int size, Side aggressor) {}
