package org.outcry.desk.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.outcry.market.BarPeriod;

/**
 * What is kept of a strategy while the desk is down.
 *
 * @param strategyId decimal digits on the wire
 * @param user who started it; it trades in that user's name
 * @param strategyClass bare class name
 * @param instrument full dated name
 * @param periodType as the caller wrote it, lower case
 * @param parameters as the caller gave them
 * @param enabled whether it runs, and starts again with the desk
 * @param terminated it has ended for good
 * @param error why it was ended or could not be started, "" when nothing went wrong
 * @param lots what it holds
 * @param lastFillId newest fill counted in {@code lots}
 * @param startedNanos business time of its start, nanoseconds UTC
 */
record StrategyRecord(
        long strategyId,
        String user,
        String account,
        long accountId,
        String strategyClass,
        int contractId,
        String instrument,
        String periodType,
        BarPeriod period,
        ObjectNode parameters,
        boolean enabled,
        boolean terminated,
        String error,
        List<Lots.Lot> lots,
        long lastFillId,
        long startedNanos) {}
