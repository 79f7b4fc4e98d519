package org.outcry.brokerage.rows;

import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.PriceGrid;

/**
 * One contract with everything a row says of it.
 *
 * @param name as this wire has it, with one digit of the year: {@code ESZ6}
 */
public record Listing(Contract contract, Instrument instrument, String name, PriceGrid grid) {
    public int contractId() {
        return contract.contractId();
    }

    public int productId() {
        return contract.productId();
    }
}
