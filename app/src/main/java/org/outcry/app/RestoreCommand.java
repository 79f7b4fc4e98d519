package org.outcry.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.outcry.ledger.api.Ledger.StateMark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A data directory out of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = "Makes a new data directory from a backup, and proves that its state is the one backed up.")
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        if (!Files.isReadable(file)) {
            throw new UserFacingException("cannot read " + file);
        }
        Path directory = environment.dataPath();
        StateMark mark = EnvironmentBackup.restore(file, directory);
        System.out.printf(
                "restored %s: log position %d, state hash %016x, verified%n",
                directory, mark.logPosition(), mark.stateHash());
        return 0;
    }
}
