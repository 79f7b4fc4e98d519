package org.outcry.gateway.crosstrade;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What is counted about requests: a latency histogram for each operation, door and status, and refusals of the budgets. */
final class CallMeters {
    private static final int STATUSES = 600;
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final List<Endpoint> endpoints;
    private final List<AtomicReferenceArray<Timer>> rest;
    private final List<AtomicReferenceArray<Timer>> socket;
    private final Counter restRefusals;
    private final Counter socketRefusals;
    private final Counter subscriptionRefusals;
    private final Counter egressRefusals;
    private final Counter unauthorized;

    CallMeters(MeterRegistry registry, List<Endpoint> endpoints) {
        this.registry = registry;
        this.endpoints = endpoints;
        this.rest = endpoints.stream()
                .map(any -> new AtomicReferenceArray<Timer>(STATUSES))
                .toList();
        this.socket = endpoints.stream()
                .map(any -> new AtomicReferenceArray<Timer>(STATUSES))
                .toList();
        this.restRefusals = refusals("rest");
        this.socketRefusals = refusals("websocket");
        this.subscriptionRefusals = refusals("subscriptions");
        this.egressRefusals = refusals("egress");
        this.unauthorized = Counter.builder("outcry.unauthorized")
                .description("Requests and upgrades without a valid token")
                .register(registry);
    }

    /** Which door a call came through. */
    enum Door {
        REST,
        WEBSOCKET
    }

    void answered(Endpoint endpoint, Door door, int status, long nanos) {
        int slot = Math.clamp(status, 0, STATUSES - 1);
        AtomicReferenceArray<Timer> timers = (door == Door.REST ? rest : socket).get(endpoint.index());
        Timer timer = timers.get(slot);
        if (timer == null) {
            timer = Timer.builder("outcry.requests")
                    .description("Time from a request's arrival to its answer")
                    .tag(
                            "operation",
                            endpoints.get(endpoint.index()).operation().name())
                    .tag("door", door.name().toLowerCase(Locale.ROOT))
                    .tag("status", Integer.toString(slot))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry);
            timers.set(slot, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void budgetRefused(Door door) {
        (door == Door.REST ? restRefusals : socketRefusals).increment();
    }

    void subscriptionRefused() {
        subscriptionRefusals.increment();
    }

    void egressRefused() {
        egressRefusals.increment();
    }

    void unauthorized() {
        unauthorized.increment();
    }

    private Counter refusals(String budget) {
        return Counter.builder("outcry.budget.refusals")
                .description("Requests refused because a budget was used up")
                .tag("budget", budget)
                .register(registry);
    }
}
