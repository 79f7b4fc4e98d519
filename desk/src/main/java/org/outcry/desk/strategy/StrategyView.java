package org.outcry.desk.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/**
 * One strategy as the API shows it.
 *
 * @param state {@code Historical} while it starts, {@code Realtime}, {@code Disabled} or {@code Terminated}
 * @param net contracts it holds, negative when short
 * @param averagePrice of what it holds, 0 when flat
 * @param error why it ended or did not start, "" when nothing went wrong
 */
public record StrategyView(
        String strategyId,
        String account,
        String strategyClass,
        int contractId,
        String instrument,
        String periodType,
        int period,
        ObjectNode parameters,
        boolean enabled,
        String state,
        long net,
        BigDecimal averagePrice,
        String error) {
    /** Nothing can bring it back. */
    public boolean terminated() {
        return state.equals(TERMINATED);
    }

    static final String HISTORICAL = "Historical";
    static final String REALTIME = "Realtime";
    static final String DISABLED = "Disabled";
    static final String TERMINATED = "Terminated";
}
