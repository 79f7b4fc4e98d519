package org.outcry.app;

import java.util.List;
import java.util.concurrent.Callable;
import org.outcry.ledger.cluster.LedgerDoctor;
import org.outcry.ledger.cluster.LedgerDoctor.Finding;
import org.outcry.ledger.cluster.LedgerDoctor.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is wrong with this machine or this data directory, and what to do. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Says what is wrong with this machine or data directory, and what to do. Exit code 1 when something is.")
final class DoctorCommand implements Callable<Integer> {
    private static final int JDK = 25;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Override
    public Integer call() {
        int version = Runtime.version().feature();
        print(new Finding(
                version >= JDK ? Severity.FINE : Severity.FAILURE,
                "JDK " + Runtime.version() + " with " + Runtime.getRuntime().availableProcessors() + " processors and "
                        + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap.",
                version >= JDK ? "" : "Install a JDK " + JDK + " or newer."));
        DataDirectory data = environment.named();
        boolean running = ControlSocket.ask(data.controlSocket(), ControlSocket.request("tokensChanged"))
                .isPresent();
        print(new Finding(Severity.FINE, running ? "A server runs on it." : "No server runs on it.", ""));
        List<Finding> findings = LedgerDoctor.examine(data.ledgerSettings());
        findings.forEach(DoctorCommand::print);
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.FAILURE) ? 1 : 0;
    }

    private static void print(Finding finding) {
        String mark = switch (finding.severity()) {
            case FINE -> "ok     ";
            case WARNING -> "warning";
            case FAILURE -> "FAILURE";
        };
        System.out.printf("%s  %s%n", mark, finding.what());
        if (!finding.advice().isEmpty()) {
            System.out.printf("         %s%n", finding.advice());
        }
    }
}
