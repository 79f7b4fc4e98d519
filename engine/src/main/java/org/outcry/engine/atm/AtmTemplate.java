package org.outcry.engine.atm;

import java.util.List;
import java.util.Optional;
import org.outcry.engine.order.TimeInForce;

/**
 * The exits that an entry gets: what NinjaTrader calls an ATM strategy template. The command that opens an instance carries
 * the whole template, so that a later change of the user's file changes no running instance.
 *
 * @param name what the user calls it, 1 to 64 characters
 * @param exitTimeInForce {@link TimeInForce#GTC} (an exit should outlive the session that opened the position) or DAY
 * @param brackets 1 to {@link #MAX_BRACKETS}
 */
public record AtmTemplate(String name, TimeInForce exitTimeInForce, List<AtmBracket> brackets) {
    public static final int MAX_BRACKETS = 8;
    public static final int MAX_STEPS = 8;
    public static final int MAX_NAME = 64;
    public static final long MAX_TICKS = 100_000;
    private static final int MAX_QUANTITY = 100_000;

    public AtmTemplate {
        brackets = List.copyOf(brackets);
    }

    /**
     * Contracts of each bracket for an entry of this size. In proportion to the brackets' own quantities, rounded down;
     * what is left goes one by one to the largest remainders, earlier brackets first. A bracket may get none.
     *
     * <p>Brackets of 2, 1 and 1 with an entry of 5: 2.5, 1.25, 1.25 make 3, 1, 1.
     */
    public int[] allocate(int quantity) {
        long total = 0;
        for (int i = 0; i < brackets.size(); i++) {
            total += brackets.get(i).quantity();
        }
        int[] parts = new int[brackets.size()];
        long[] remainders = new long[parts.length];
        int left = quantity;
        for (int i = 0; i < parts.length; i++) {
            long share = (long) quantity * brackets.get(i).quantity();
            parts[i] = (int) (share / total);
            remainders[i] = share % total;
            left -= parts[i];
        }
        for (; left > 0; left--) {
            int largest = 0;
            for (int i = 1; i < parts.length; i++) {
                if (remainders[i] > remainders[largest]) {
                    largest = i;
                }
            }
            parts[largest]++;
            remainders[largest] = -1;
        }
        return parts;
    }

    /** What is wrong with it, in words for its author; empty when it can be used. */
    public Optional<String> problem() {
        if (name.isBlank() || name.length() > MAX_NAME) {
            return Optional.of("the name must have 1 to " + MAX_NAME + " characters");
        }
        if (exitTimeInForce != TimeInForce.GTC && exitTimeInForce != TimeInForce.DAY) {
            return Optional.of("timeInForce must be GTC or DAY");
        }
        if (brackets.isEmpty() || brackets.size() > MAX_BRACKETS) {
            return Optional.of("there must be 1 to " + MAX_BRACKETS + " brackets");
        }
        for (int i = 0; i < brackets.size(); i++) {
            Optional<String> problem = problem(brackets.get(i));
            if (problem.isPresent()) {
                return Optional.of("bracket " + (i + 1) + ": " + problem.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(AtmBracket bracket) {
        if (bracket.quantity() < 1 || bracket.quantity() > MAX_QUANTITY) {
            return Optional.of("quantity must be 1 to " + MAX_QUANTITY);
        }
        // A price has the bounds of its contract, which are looked at with the orders.
        if (!bracket.absolute() && (outside(bracket.targetTicks(), 0) || outside(bracket.stopTicks(), 0))) {
            return Optional.of("targetTicks and stopTicks must be 1 to " + MAX_TICKS + ", or absent");
        }
        if (outside(bracket.trailTicks(), 0) || (bracket.trailTicks() > 0 && bracket.stopTicks() == 0)) {
            return Optional.of("trailTicks must be 1 to " + MAX_TICKS + " and needs stopTicks");
        }
        if (bracket.targetTicks() == 0 && bracket.stopTicks() == 0) {
            return Optional.of("it needs targetTicks, stopTicks or both");
        }
        StopStrategy strategy = bracket.stopStrategy();
        if (strategy.moves() && (bracket.stopTicks() == 0 || bracket.trailTicks() > 0)) {
            return Optional.of("a stop strategy needs stopTicks and no trailTicks");
        }
        return problem(strategy);
    }

    private static Optional<String> problem(StopStrategy strategy) {
        long trigger = strategy.breakEvenTriggerTicks();
        long plus = strategy.breakEvenPlusTicks();
        if (outside(trigger, 0) || (trigger == 0 ? plus != 0 : plus <= -MAX_TICKS || plus >= trigger)) {
            return Optional.of(
                    "autoBreakEven needs a profitTriggerTicks of 1 to " + MAX_TICKS + " and a plusTicks below it");
        }
        if (strategy.steps().size() > MAX_STEPS) {
            return Optional.of("autoTrail has at most " + MAX_STEPS + " steps");
        }
        TrailStep before = new TrailStep(0, MAX_TICKS, 1);
        for (int i = 0; i < strategy.steps().size(); i++) {
            TrailStep step = strategy.steps().get(i);
            if (outside(step.triggerTicks(), 1) || outside(step.stopTicks(), 1) || outside(step.frequencyTicks(), 1)) {
                return Optional.of("autoTrail step " + (i + 1)
                        + ": profitTriggerTicks, stopTicks and frequencyTicks must be 1 to " + MAX_TICKS);
            }
            if (step.triggerTicks() <= before.triggerTicks() || step.stopTicks() > before.stopTicks()) {
                return Optional.of("autoTrail step " + (i + 1)
                        + ": each step starts at more profit than the one before it and follows no wider");
            }
            before = step;
        }
        return Optional.empty();
    }

    private static boolean outside(long ticks, long least) {
        return ticks < least || ticks > MAX_TICKS;
    }
}
