package org.outcry.ledger.view;

import org.outcry.engine.event.Event;
import org.outcry.engine.instrument.Product.Fees;

/** One fill until its entry is complete: fees and realized profit follow it within the same entry. */
final class FillState {
    private final Event.Filled filled;
    private long feesMicros;
    private long commissionMicros;
    private long realizedMicros;

    FillState(Event.Filled filled) {
        this.filled = filled;
    }

    long fillId() {
        return filled.fillId();
    }

    long accountId() {
        return filled.accountId();
    }

    /** Fees of the whole fill, not of each contract. */
    void charge(Fees fees) {
        commissionMicros += fees.commissionMicros();
        feesMicros += fees.totalMicros() - fees.commissionMicros();
    }

    void realize(long micros) {
        realizedMicros += micros;
    }

    FillView freeze() {
        return new FillView(
                filled.fillId(),
                filled.orderId(),
                filled.accountId(),
                filled.contractId(),
                filled.side(),
                filled.quantity(),
                filled.priceTicks(),
                filled.netPosition(),
                filled.opening(),
                feesMicros,
                commissionMicros,
                realizedMicros,
                filled.timeNanos(),
                filled.sessionDate(),
                filled.explanation());
    }
}
