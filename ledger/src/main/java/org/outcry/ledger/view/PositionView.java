package org.outcry.ledger.view;

/** One account's position in one contract. {@code openTicks / abs(net)} is the average price. */
public record PositionView(
        long positionId,
        long accountId,
        int contractId,
        long net,
        long openTicks,
        long bought,
        long boughtTicks,
        long sold,
        long soldTicks,
        int sessionDate) {}
