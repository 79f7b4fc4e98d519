package org.outcry.desk.market;

import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.PriceGrid;

/**
 * One contract with everything a reply says of it.
 *
 * @param name full dated name, such as {@code ES 12-26}
 */
public record Listing(Contract contract, Instrument instrument, String name, PriceGrid grid) {
    public int contractId() {
        return contract.contractId();
    }

    /** Worth of one tick of one contract in micro-dollars. */
    public long tickValueMicros() {
        return instrument.product().tickValueMicros();
    }
}
