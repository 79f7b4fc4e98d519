package org.outcry.engine.atm;

/**
 * One part of the position with its own exits, which are OCO to each other.
 *
 * @param quantity its share of the template; an entry of another size divides itself in this proportion; 1 to 100,000
 * @param targetTicks profit at which a limit order closes it, 0 for no target
 * @param stopTicks loss at which a stop order closes it, 0 for no stop
 * @param stopStrategy how the stop moves; {@link StopStrategy#NONE} when there is no stop, or one that trails
 * @param trailTicks distance at which the stop follows the market from the start, 0 for a stop that stays or has a strategy; 0 to
 *     {@link AtmTemplate#MAX_TICKS}
 * @param absolute target and stop are prices, not distances from the entry
 */
public record AtmBracket(
        int quantity, long targetTicks, long stopTicks, StopStrategy stopStrategy, long trailTicks, boolean absolute) {

    /** Distances from the entry, and a stop that stays or has a strategy. */
    public AtmBracket(int quantity, long targetTicks, long stopTicks, StopStrategy stopStrategy) {
        this(quantity, targetTicks, stopTicks, stopStrategy, 0, false);
    }
}
