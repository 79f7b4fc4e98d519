package org.outcry.engine.atm;

/**
 * One part of the position with its own exits, which are OCO to each other.
 *
 * @param quantity its share of the template; an entry of another size divides itself in this proportion; 1 to 100,000
 * @param targetTicks profit at which a limit order closes it, 0 for no target
 * @param stopTicks loss at which a stop order closes it, 0 for no stop
 * @param stopStrategy how the stop moves; {@link StopStrategy#NONE} when there is no stop
 */
public record AtmBracket(int quantity, long targetTicks, long stopTicks, StopStrategy stopStrategy) {}
