package org.outcry.market.catalogue;

import org.outcry.engine.instrument.Contract;

/**
 * What a name meant.
 *
 * @param name full dated NinjaTrader name, such as {@code ES 12-26}
 * @param contract the contract
 * @param instrument its product
 * @param rule how it was chosen: {@code exact}, or the roll rule's text for roots and continuous names
 * @param rollNanos when the same name means the next contract, {@link Long#MAX_VALUE} for dated names
 */
public record Resolution(String name, Contract contract, Instrument instrument, String rule, long rollNanos) {}
