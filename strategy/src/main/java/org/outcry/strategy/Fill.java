package org.outcry.strategy;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A trade of one of the strategy's orders.
 *
 * @param orderId as {@link StrategyContext#place} returned it; that of the entry for an exit attached to it
 * @param exit whether an attached exit traded rather than the order itself
 * @param quantity contracts, above 0
 */
public record Fill(
        Instant time, String orderId, boolean exit, OrderRequest.Side side, int quantity, BigDecimal price) {}
