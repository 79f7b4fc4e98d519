package org.outcry.engine.atm;

import java.util.List;
import org.outcry.engine.value.Prices;

/**
 * How a stop moves while its position gains: once to break even, and after the market in steps. Where it belongs is a
 * function of the profit alone, never falls as profit grows, and always lies short of the profit itself: the order in
 * which prices come does not matter, and a moved stop never triggers at the price that moved it.
 *
 * <p>Example: break even at 10 plus 1; a step from 20 at 8 every 4. Profit 12: the stop is at entry + 1. Profit 27: at
 * entry + 16 (20 + 4 - 8).
 *
 * @param breakEvenTriggerTicks profit at which the stop goes to the entry price, 0 for never
 * @param breakEvenPlusTicks profit it keeps there; less than the trigger
 * @param steps in order of their triggers, at most {@link AtmTemplate#MAX_STEPS}
 */
public record StopStrategy(long breakEvenTriggerTicks, long breakEvenPlusTicks, List<TrailStep> steps) {
    /** The stop stays where it was put. */
    public static final StopStrategy NONE = new StopStrategy(0, 0, List.of());

    public StopStrategy {
        steps = List.copyOf(steps);
    }

    public boolean moves() {
        return breakEvenTriggerTicks > 0 || !steps.isEmpty();
    }

    /**
     * Where the stop belongs at a profit, in ticks from the entry price (positive is profit), {@link Prices#NONE} while
     * nothing asks for a move. The tightest of what break even and the steps reached ask for.
     */
    public long offsetTicks(long profitTicks) {
        long offset = Prices.NONE;
        if (breakEvenTriggerTicks > 0 && profitTicks >= breakEvenTriggerTicks) {
            offset = breakEvenPlusTicks;
        }
        for (int i = 0; i < steps.size(); i++) {
            TrailStep step = steps.get(i);
            if (profitTicks >= step.triggerTicks()) {
                long gained = profitTicks - step.triggerTicks();
                long served = step.triggerTicks() + gained - gained % step.frequencyTicks();
                offset = Math.max(offset, served - step.stopTicks());
            }
        }
        return offset;
    }

    /**
     * The least profit above {@code servedTicks} at which the stop belongs further than {@code offsetTicks},
     * {@link Prices#NONE} when there is none.
     */
    public long nextTicks(long offsetTicks, long servedTicks) {
        long next = Long.MAX_VALUE;
        if (breakEvenTriggerTicks > 0 && breakEvenPlusTicks > offsetTicks) {
            next = breakEvenTriggerTicks;
        }
        for (int i = 0; i < steps.size(); i++) {
            TrailStep step = steps.get(i);
            long wanted = offsetTicks + 1 + step.stopTicks() - step.triggerTicks();
            long moves = wanted <= 0 ? 0 : Math.ceilDiv(wanted, step.frequencyTicks());
            next = Math.min(next, step.triggerTicks() + moves * step.frequencyTicks());
        }
        return next == Long.MAX_VALUE ? Prices.NONE : Math.max(next, servedTicks + 1);
    }
}
