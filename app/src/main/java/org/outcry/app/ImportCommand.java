package org.outcry.app;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.intake.Import;
import org.outcry.market.intake.ImportException;
import org.outcry.market.intake.ImportReport;
import org.outcry.market.intake.Reason;
import org.outcry.market.recorded.Recordings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings market data of users in, for replay. Works beside a running server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Imports recorded trades and quotes (CSV, Databento DBN or CSV, plain, zstd or gzip) for replay."
                + " Killed, the same command goes on where it was. See docs/operate/import.md.")
final class ImportCommand implements Callable<Integer> {
    private static final int SHOWN_REJECTED = 20;
    private static final int BAR = 30;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Option(
            names = "--contract",
            required = true,
            paramLabel = "NAME",
            description = "the contract, such as ESZ25; a root, such as ES, is the front contract at the first record")
    private String contract = "";

    @Option(names = "--replace", description = "replace sessions that are recorded already")
    private boolean replace = false;

    private long shownPermille = -1;

    @Override
    public Integer call() throws Exception {
        DataDirectory data = environment.existing();
        if (!Files.isRegularFile(file)) {
            throw new UserFacingException("no file " + file);
        }
        MarketChoice choice = MarketChoice.kept(data.market());
        Catalogue catalogue = Catalogue.standard(choice.hours(), choice.equityRoll());
        try {
            ImportReport report =
                    Import.run(file, contract, catalogue, new Recordings(data.recorded()), replace, this::progress);
            System.err.println();
            print(report, System.out);
            return report.sessions() > 0 ? 0 : 1;
        } catch (ImportException e) {
            System.err.println();
            throw new UserFacingException(e.getMessage(), e);
        }
    }

    /** A bar that is drawn over where somebody looks, a line for each tenth where nobody does. */
    private void progress(long read, long whole, ImportReport report) {
        long permille = whole == 0 ? 1000 : read * 1000 / whole;
        boolean watched =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        if (permille == shownPermille || (!watched && permille / 100 == shownPermille / 100)) {
            return;
        }
        shownPermille = permille;
        int filled = (int) (permille * BAR / 1000);
        System.err.printf(
                Locale.ROOT,
                watched
                        ? "\r[%s%s] %5.1f %%  %,d records, %,d not taken "
                        : "[%s%s] %5.1f %%  %,d records, %,d not taken%n",
                "#".repeat(filled),
                "-".repeat(BAR - filled),
                permille / 10.0,
                report.records(),
                report.rejected());
        System.err.flush();
    }

    private static void print(ImportReport report, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "%,d records: %,d quotes and %,d trades in %,d sessions, %,d records not taken%n",
                report.records(),
                report.quotes(),
                report.trades(),
                report.sessions(),
                report.rejected());
        for (Map.Entry<Reason, Long> entry : report.counts().entrySet()) {
            out.printf(
                    Locale.ROOT, "%,12d  %s%n", entry.getValue(), entry.getKey().words());
        }
        report.examples().stream()
                .limit(SHOWN_REJECTED)
                .forEach(each -> out.printf(
                        Locale.ROOT,
                        "  line %d: %s%n",
                        each.place(),
                        each.reason().words()));
        if (report.rejected() > SHOWN_REJECTED) {
            out.printf(Locale.ROOT, "  ... and %,d more%n", report.rejected() - SHOWN_REJECTED);
        }
    }
}
