package org.outcry.app;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.outcry.brokerage.replay.ReplaySettings;
import org.outcry.gateway.operations.HealthCheck;

/** A desk on its way up on a thread of its own, so that the gateway can start beside it. Closing waits for it. */
final class StartingDesk implements HealthCheck, AutoCloseable {
    private final CompletableFuture<DeskProcess> desk;
    private volatile boolean reachable;

    private StartingDesk(CompletableFuture<DeskProcess> desk) {
        this.desk = desk;
    }

    static StartingDesk begin(String environment, DataDirectory data, MarketOptions market, ReplaySettings replays) {
        return new StartingDesk(
                CompletableFuture.supplyAsync(() -> DeskProcess.start(environment, data, market, replays)));
    }

    /** Waits until it is up; throws what kept it from starting. */
    DeskProcess join() {
        try {
            return desk.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The gateway leads to it from now on; until then nobody may call the server ready. */
    void reachable() {
        reachable = true;
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
        if (desk.isCompletedExceptionally()) {
            return Optional.of("did not start");
        }
        return reachable ? desk.join().problem() : Optional.of("starting");
    }

    @Override
    public void close() {
        desk.handle((started, _) -> Optional.ofNullable(started)).join().ifPresent(DeskProcess::close);
    }
}
