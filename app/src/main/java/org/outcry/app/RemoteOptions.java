package org.outcry.app;

import java.nio.file.Path;
import java.util.Optional;
import org.outcry.remote.order.Allowance;
import picocli.CommandLine.Option;

/** Whether a desk trades accounts that live elsewhere, and what a live one may do. */
final class RemoteOptions {
    @Option(
            names = "--remote",
            paramLabel = "FILE",
            description = "trade accounts of the Tradovate-compatible environment that this file names, instead of the"
                    + " simulator's (docs/operate/remote.md)")
    Optional<Path> file = Optional.empty();

    @Option(
            names = "--allow-live",
            paramLabel = "ACCOUNT",
            description = "the one live account that may be traded; asked for again at the terminal")
    Optional<String> account = Optional.empty();

    @Option(names = "--max-order", paramLabel = "N", description = "contracts of one order of the live account")
    Optional<Integer> maxOrder = Optional.empty();

    @Option(
            names = "--max-position",
            paramLabel = "N",
            description = "contracts of one instrument that the live account may hold")
    Optional<Integer> maxPosition = Optional.empty();

    /** What was allowed; the three options go together, and with {@code --remote}. */
    Optional<Allowance> allowance() {
        boolean any = account.isPresent() || maxOrder.isPresent() || maxPosition.isPresent();
        if (!any) {
            return Optional.empty();
        }
        if (file.isEmpty() || account.isEmpty() || maxOrder.isEmpty() || maxPosition.isEmpty()) {
            throw new UserFacingException(
                    "--allow-live ACCOUNT, --max-order N and --max-position N go together, and with --remote FILE");
        }
        try {
            return Optional.of(new Allowance(account.get(), maxOrder.get(), maxPosition.get()));
        } catch (IllegalArgumentException e) {
            throw new UserFacingException(e.getMessage(), e);
        }
    }
}
