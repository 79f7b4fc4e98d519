package org.outcry.strategy;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A closed bar.
 *
 * @param time when it closed
 * @param volume contracts traded
 */
public record Bar(Instant time, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close, long volume) {}
