package org.outcry.engine.account;

import org.outcry.engine.order.TriggerSource;

/**
 * How orders of an account are treated.
 *
 * @param entryLatencyNanos mean delay until an order, change or cancel reaches the book; 0 is at once
 * @param latencyJitterPercent spread of that delay around its mean, drawn from a hash of the command id; 0 to 100
 * @param fillModel how resting limits fill
 * @param triggerSource what stops watch
 * @param stopSlippageTicks added against the owner when a stop fires (the {@code strict} profile uses 1)
 * @param immediateFills fill in full at once when the price qualifies, whatever is shown (NinjaTrader's "Enforce immediate fills")
 * @param dayOrdersExpire false keeps Day orders over the session end, as NinjaTrader's simulator does
 * @param maxOrderQuantity 0 for the product's own limit
 * @param maxPositionQuantity largest absolute position in one contract, 0 for none
 * @param marginPercent share of the product's initial margin demanded, 100 by default, 0 for no margin check
 */
public record AccountSettings(
        long entryLatencyNanos,
        int latencyJitterPercent,
        FillModel fillModel,
        TriggerSource triggerSource,
        int stopSlippageTicks,
        boolean immediateFills,
        boolean dayOrdersExpire,
        int maxOrderQuantity,
        int maxPositionQuantity,
        int marginPercent) {

    /** How a resting limit at the touch fills. */
    public enum FillModel {
        /** As soon as the price is touched: flatters, for demonstrations. */
        TOUCH,
        /** After the size shown ahead of it at arrival has traded, or when traded through (default). */
        QUEUE,
        /** Only when traded through. */
        THROUGH
    }

    /** No delay, queue model: what tests use. */
    public static final AccountSettings IMMEDIATE =
            new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);

    /** 50 ms entry latency, log-normal-like jitter, queue model: the product's default. */
    public static final AccountSettings REALISTIC =
            new AccountSettings(50_000_000L, 35, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);
}
