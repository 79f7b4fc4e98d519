package org.outcry.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.outcry.gateway.operations.HealthCheck;

/** A desk on its way up on a thread of its own, so that the gateway can start beside it. Closing waits for it. */
final class StartingDesk implements HealthCheck, AutoCloseable {
    private final CompletableFuture<DeskProcess> desk;

    private StartingDesk(CompletableFuture<DeskProcess> desk) {
        this.desk = desk;
    }

    static StartingDesk begin(String environment, DataDirectory data, MarketOptions market) {
        return new StartingDesk(CompletableFuture.supplyAsync(() -> DeskProcess.start(environment, data, market)));
    }

    /** Waits until it is up; throws what kept it from starting. */
    DeskProcess join() {
        try {
            return desk.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The desk, once it is up. */
    Optional<DeskProcess> up() {
        return desk.isDone() && !desk.isCompletedExceptionally() ? Optional.of(desk.join()) : Optional.empty();
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Optional<String> problem() {
        if (!desk.isDone()) {
            return Optional.of("starting");
        }
        return desk.isCompletedExceptionally()
                ? Optional.of("did not start")
                : desk.join().problem();
    }

    @Override
    public void close() {
        desk.handle((started, _) -> Optional.ofNullable(started)).join().ifPresent(DeskProcess::close);
    }
}
