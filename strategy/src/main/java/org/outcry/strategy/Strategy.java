package org.outcry.strategy;

/**
 * A trading strategy on the desk: bars, quotes and fills come in, orders go out.
 *
 * <p>The desk makes a new object by the public constructor without arguments whenever the strategy is enabled, sets its
 * {@link Parameter} fields and calls {@link #onStart}. All calls of one object come from one thread, one after another, so a
 * strategy needs no locks; it may take its time, quotes that it had no time for are left out and bars are not. What it throws ends
 * it. Nothing of the object survives a restart of the desk: {@link #onStart} builds its state anew from
 * {@link StrategyContext#history} and {@link StrategyContext#position}.
 *
 * <p>A jar names its strategies in {@code META-INF/services/org.outcry.strategy.Strategy}.
 */
public interface Strategy {
    /** Once, before anything else. */
    default void onStart(StrategyContext context) {}

    /** A bar of the size asked for has closed. */
    default void onBar(StrategyContext context, Bar bar) {}

    /** Bid, ask or last price have changed; at most four times a second. */
    default void onQuote(StrategyContext context, Quote quote) {}

    /** One of its orders, or an exit attached to one, has traded; {@link StrategyContext#position} counts it already. */
    default void onFill(StrategyContext context, Fill fill) {}

    /** An order of its own was refused, or a cancel came too late. */
    default void onRefused(StrategyContext context, Refusal refusal) {}

    /** Once, when it is disabled or closed, or the desk stops. Orders placed from here are refused. */
    default void onStop(StrategyContext context) {}
}
