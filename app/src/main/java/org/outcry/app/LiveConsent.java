package org.outcry.app;

import java.io.Console;
import java.util.Optional;
import java.util.function.Function;
import org.outcry.remote.RemoteSettings;
import org.outcry.remote.order.Allowance;

/** A person at the terminal confirms that orders will reach a live account, by typing its name. Without a terminal nobody can. */
final class LiveConsent {
    private LiveConsent() {}

    /** @throws UserFacingException when nobody confirms; nothing for a demo account, which needs no consent */
    static void ask(RemoteSettings settings) {
        // Without a terminal there may be no console at all, or one that is none.
        Optional<Function<String, String>> terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> prompt ->
                        Optional.ofNullable(console.readLine("%s", prompt)).orElse(""));
        ask(settings, terminal);
    }

    static void ask(RemoteSettings settings, Optional<Function<String, String>> terminal) {
        if (settings.allowance().isEmpty()) {
            return;
        }
        Allowance allowance = settings.allowance().get();
        Function<String, String> read = terminal.orElseThrow(() -> new UserFacingException(
                "a live account is traded only when a person confirms it at a terminal; there is none"));
        String typed = read.apply("""

                LIVE. Orders of this desk are sent to %s as user %s:
                  account %s, at most %d contracts an order and %d a position; orders that reduce always pass.
                Type the account's name to go on:\s""".formatted(
                        settings.trading().getHost(),
                        settings.credentials().name(),
                        allowance.account(),
                        allowance.maxOrder(),
                        allowance.maxPosition()));
        if (!typed.strip().equals(allowance.account())) {
            throw new UserFacingException("not confirmed: nothing was started");
        }
    }
}
