package org.outcry.engine.atm;

/**
 * One step of a trailing plan: from a profit on, the stop follows the market at a distance.
 *
 * @param triggerTicks profit for each contract from which the step counts; 1 to {@link AtmTemplate#MAX_TICKS}
 * @param stopTicks distance of the stop behind the market; 1 to {@link AtmTemplate#MAX_TICKS}
 * @param frequencyTicks the stop moves each time the market has gained this much more; 1 to {@link AtmTemplate#MAX_TICKS}
 */
public record TrailStep(long triggerTicks, long stopTicks, long frequencyTicks) {}
