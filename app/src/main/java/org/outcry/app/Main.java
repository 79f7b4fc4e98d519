package org.outcry.app;

import java.util.Optional;
import org.outcry.gateway.access.AccessException;
import org.outcry.ledger.api.LedgerRefusal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Outcry. Exit code 0 is success, 1 a failure that was explained on standard error, 2 wrong usage. */
@Command(
        name = "outcry",
        mixinStandardHelpOptions = true,
        description = "An open futures-trading platform that you run yourself.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StartCommand.class,
            GatewayCommand.class,
            DeskCommand.class,
            UserCommand.class,
            TokenCommand.class,
            KeyCommand.class,
            AccountCommand.class,
            HaltCommand.class,
            SnapshotCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            DoctorCommand.class,
            LogCommand.class,
            ImportCommand.class,
            TrainCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "And these, which need the checkout:",
            "  test [--full]   proves a change, installing what it needs",
            "  format          formats the Java",
            "  bench [ROW...]  the benchmarks, each beside a peer or a floor",
            "  walk URL        every documented call against a running server, as a table",
            "",
            "Everything listens on 127.0.0.1 until --host says otherwise. Docs: README.md, docs/."
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::correct)
                .setExecutionExceptionHandler(Main::explain);
        nameVersion(commandLine, Optional.ofNullable(Main.class.getPackage().getImplementationVersion()));
        int exitCode = commandLine.execute(args.length == 0 ? new String[] {"help"} : args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static void nameVersion(CommandLine command, Optional<String> version) {
        command.getCommandSpec().version("Outcry " + version.orElse("of an unpacked build"));
        command.getSubcommands().values().forEach(each -> nameVersion(each, version));
    }

    /** One sentence instead of the page of help, in which it would be overlooked. */
    private static int correct(CommandLine.ParameterException mistake, String[] ignored) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("outcry: " + mistake.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
        command.getErr().println("See ./" + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
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
