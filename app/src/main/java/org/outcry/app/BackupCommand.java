package org.outcry.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.outcry.gateway.access.AccessStore;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.cluster.AeronLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A backup of everything, beside a running server or without one. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Writes ledger, history, users, strategies and market choice to one file; a running server goes on.")
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        DataDirectory data = environment.existing();
        Path absolute = file.toAbsolutePath().normalize();
        boolean done = ControlSocket.ask(
                        data.controlSocket(), ControlSocket.request("backup").put("file", absolute.toString()))
                .isPresent();
        if (!done) {
            Logs.into(data.logs());
            try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings());
                    AccessStore users = UserCommand.Access.open(data)) {
                EnvironmentBackup.write(ledger, users, data, absolute);
            } catch (LedgerRefusal e) {
                throw new UserFacingException(e.getMessage(), e);
            }
        }
        System.out.printf("backed up %s to %s%n", data.root(), absolute);
        return 0;
    }
}
