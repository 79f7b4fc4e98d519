package org.outcry.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.outcry.ledger.api.LedgerStatus;

/** The ledger's numbers on {@code /metrics}. */
record LedgerMeters(Supplier<Optional<DeskProcess>> desk) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "outcry.ledger.ready", "1 when commands are accepted", status -> status.ready() ? 1 : 0);
        gauge(registry, "outcry.ledger.log.position", "Bytes of log applied", LedgerStatus::logPosition);
        gauge(
                registry,
                "outcry.ledger.commands.applied",
                "Commands applied since start",
                LedgerStatus::appliedCommands);
        gauge(registry, "outcry.ledger.pending", "Submissions waiting for an outcome", LedgerStatus::pendingCommands);
        gauge(registry, "outcry.ledger.pending.bound", "Where the ledger answers busy", LedgerStatus::pendingBound);
        gauge(
                registry,
                "outcry.ledger.snapshot.position",
                "Log position of the last verified snapshot",
                LedgerStatus::snapshotPosition);
        gauge(
                registry,
                "outcry.ledger.history.position",
                "History is durable up to here",
                LedgerStatus::historyPosition);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToLongFunction<LedgerStatus> value) {
        Gauge.builder(
                        name,
                        this,
                        meters -> meters.desk
                                .get()
                                .map(process -> (double)
                                        value.applyAsLong(process.ledger().status()))
                                .orElse(Double.NaN))
                .description(description)
                .register(registry);
    }
}
