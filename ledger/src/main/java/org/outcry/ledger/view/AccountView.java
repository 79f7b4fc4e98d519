package org.outcry.ledger.view;

import java.util.List;
import org.outcry.engine.account.AccountSettings;

/**
 * One account at one log position: everything in it agrees with everything else.
 *
 * @param live it is shown in the live domain of brokerages
 * @param protectionNanos how long a position may stand without a stop, 0 for ever
 * @param positions every contract ever held in this session, flat ones included
 * @param workingOrders orders that are not terminal, oldest first
 * @param doneOrders terminal orders still held, oldest first
 * @param fills fills still held (at least those of the current session date), oldest first
 * @param strategies ATM instances still held, oldest first
 */
public record AccountView(
        long accountId,
        String name,
        long userId,
        boolean live,
        AccountSettings settings,
        int sessionDate,
        long cashMicros,
        long openingCashMicros,
        long startOfDayCashMicros,
        long startOfDayNetLiquidationMicros,
        long realizedDayMicros,
        long realizedWeekMicros,
        long feesDayMicros,
        long commissionDayMicros,
        long feesWeekMicros,
        long lastCashDeltaMicros,
        long marginUsedMicros,
        long marginPositionMicros,
        long protectionNanos,
        List<PositionView> positions,
        List<OrderView> workingOrders,
        List<OrderView> doneOrders,
        List<FillView> fills,
        List<AtmView> strategies) {}
