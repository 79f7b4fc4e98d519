package org.outcry.engine.core;

import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.Prices;

/** Stops that move after the market: trailing orders by their distance, exits of ATM instances by their plan. */
final class Following {
    private Following() {}

    static boolean follows(LiveOrder order) {
        return order.terms.type().trails() || planned(order);
    }

    private static boolean planned(LiveOrder order) {
        return order.plan.moves()
                && order.baseTicks != Prices.NONE
                && order.terms.type().hasTrigger()
                && Book.stops(order.terms);
    }

    /** First price that moves it, {@link Prices#NONE} when none does any more. */
    static long nextPrice(LiveOrder order) {
        OrderTerms terms = order.terms;
        if (terms.type().trails()) {
            return order.isBuy()
                    ? terms.stopTicks() - terms.trailTicks() - 1
                    : terms.stopTicks() + terms.trailTicks() + 1;
        }
        StopStrategy plan = order.plan;
        long next = plan.nextTicks(profit(order, terms.stopTicks()), served(order));
        return next == Prices.NONE ? Prices.NONE : order.baseTicks - order.side.sign() * next;
    }

    /** Where a stop belongs after a price, {@link Prices#NONE} when it stays. It never moves back. */
    static long stopAfter(LiveOrder order, long price) {
        OrderTerms terms = order.terms;
        long stop;
        if (terms.type().trails()) {
            stop = price + order.side.sign() * terms.trailTicks();
        } else {
            long profit = profit(order, price);
            long offset = profit > served(order) ? order.plan.offsetTicks(profit) : Prices.NONE;
            if (offset == Prices.NONE) {
                return Prices.NONE;
            }
            stop = order.baseTicks - order.side.sign() * offset;
        }
        boolean better = order.isBuy() ? stop < terms.stopTicks() : stop > terms.stopTicks();
        return better ? stop : Prices.NONE;
    }

    /**
     * Somebody moved the stop of an ATM exit: it stays there until the market has gone further into profit than it is now,
     * or was when the stop last moved.
     */
    static void hold(LiveOrder order, long referenceTicks) {
        if (planned(order) && referenceTicks != Prices.NONE && profit(order, referenceTicks) > served(order)) {
            order.trailBest = referenceTicks;
        }
    }

    /** Profit at the price that last moved it. */
    private static long served(LiveOrder order) {
        return order.trailBest == Prices.NONE ? Long.MIN_VALUE / 2 : profit(order, order.trailBest);
    }

    /** Ticks gained for each contract at a price; the exit is opposite to its entry. */
    private static long profit(LiveOrder exit, long price) {
        return (exit.baseTicks - price) * exit.side.sign();
    }
}
