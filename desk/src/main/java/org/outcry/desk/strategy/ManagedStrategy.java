package org.outcry.desk.strategy;

import java.util.Optional;
import org.outcry.desk.market.Listing;

/** One strategy, running or not. The host's thread changes it, its own thread when it fails; any thread reads. */
final class ManagedStrategy {
    final StrategyRecord origin;
    final Listing listing;
    final OwnOrders orders;
    volatile boolean enabled;
    volatile boolean terminated;
    volatile String error;
    volatile Optional<RunningStrategy> running = Optional.empty();

    ManagedStrategy(StrategyRecord origin, Listing listing, OwnOrders orders) {
        this.origin = origin;
        this.listing = listing;
        this.orders = orders;
        this.enabled = origin.enabled();
        this.terminated = origin.terminated();
        this.error = origin.error();
    }

    long id() {
        return origin.strategyId();
    }

    boolean is(String user, String account, String strategyId) {
        return Long.toString(id()).equals(strategyId)
                && origin.user().equals(user)
                && origin.account().equalsIgnoreCase(account);
    }

    StrategyRecord record() {
        return orders.with(enabled, terminated, error);
    }

    StrategyView view() {
        return new StrategyView(
                Long.toString(id()),
                origin.account(),
                origin.strategyClass(),
                origin.contractId(),
                origin.instrument(),
                origin.periodType(),
                origin.period().size(),
                origin.parameters(),
                enabled,
                state(),
                orders.net(),
                orders.average(listing.grid()),
                error);
    }

    private String state() {
        if (terminated) {
            return StrategyView.TERMINATED;
        }
        if (!enabled) {
            return StrategyView.DISABLED;
        }
        return running.filter(RunningStrategy::begun).isPresent() ? StrategyView.REALTIME : StrategyView.HISTORICAL;
    }
}
