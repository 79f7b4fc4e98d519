package org.outcry.engine.risk;

import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;

/** Which contracts a limit is about; 0 for any. */
public record InstrumentScope(int contractId, int productId, int exchangeId, int contractGroupId) {
    public static final InstrumentScope ALL = new InstrumentScope(0, 0, 0, 0);

    public boolean covers(Contract contract, Product product) {
        return (contractId == 0 || contractId == contract.contractId())
                && (productId == 0 || productId == product.productId())
                && (exchangeId == 0 || exchangeId == product.exchangeId())
                && (contractGroupId == 0 || contractGroupId == product.contractGroupId());
    }
}
