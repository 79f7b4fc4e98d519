package org.outcry.ledger.view;

import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.value.Side;

/** One execution. {@code netPosition} is the position after it; fees are of this fill. */
public record FillView(
        long fillId,
        long orderId,
        long accountId,
        int contractId,
        Side side,
        int quantity,
        long priceTicks,
        long netPosition,
        boolean opening,
        long feesMicros,
        long commissionMicros,
        long realizedMicros,
        long timeNanos,
        int sessionDate,
        FillExplanation explanation) {}
