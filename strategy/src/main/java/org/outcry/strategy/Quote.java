package org.outcry.strategy;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The market at a moment.
 *
 * @param open whether the market is open; a closed one shows the last known prices, or 0 when there were none
 */
public record Quote(Instant time, BigDecimal bid, BigDecimal ask, BigDecimal last, boolean open) {}
