package org.outcry.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A snapshot of the ledger, now. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = "Takes a snapshot of the running server's ledger, so that the next start replays less.")
final class SnapshotCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Override
    public Integer call() {
        DataDirectory data = environment.existing();
        long position = ControlSocket.ask(data.controlSocket(), ControlSocket.request("snapshot"))
                .orElseThrow(() -> new UserFacingException(
                        "no server runs on " + data.root() + "; a stopped one has taken its snapshot already"))
                .path("position")
                .asLong();
        System.out.printf("snapshot at log position %d%n", position);
        return 0;
    }
}
