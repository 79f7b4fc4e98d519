package org.outcry.app;

import org.outcry.gateway.access.AccessException;
import org.outcry.ledger.api.LedgerRefusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Outcry. Exit code 0 is success, 1 a failure that was explained on standard error, 2 wrong usage. */
@Command(
        name = "outcry",
        description = "An open futures-trading platform that you run yourself.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StartCommand.class,
            GatewayCommand.class,
            DeskCommand.class,
            UserCommand.class,
            TokenCommand.class,
            SnapshotCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            LogCommand.class,
            TrainCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "And three that run from a checkout:",
            "  test [--full]   proves a change, installing what it needs",
            "  bench [ROW...]  the benchmarks, each beside a peer or a floor",
            "  walk URL        every documented call against a running server, as a table",
            "",
            "Everything listens on 127.0.0.1 until --host says otherwise. Docs: README.md, docs/."
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exitCode = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::explain)
                .execute(args.length == 0 ? new String[] {"help"} : args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** A refusal is told in one sentence; only a surprise shows its stack. */
    private static int explain(Exception failure, CommandLine commandLine, CommandLine.ParseResult ignored) {
        if (failure instanceof UserFacingException
                || failure instanceof AccessException
                || failure instanceof LedgerRefusal) {
            commandLine.getErr().println("outcry: " + failure.getMessage());
        } else {
            failure.printStackTrace(commandLine.getErr());
        }
        return 1;
    }
}
