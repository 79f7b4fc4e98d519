package org.outcry.app;

import java.io.Console;
import java.util.Optional;

/** Secrets that a person gives to a command: from the environment or a prompt, never from the command line, which others can read. */
final class Secrets {
    private Secrets() {}

    /**
     * A new password: the environment's, or typed twice.
     *
     * @throws UserFacingException when there is neither
     */
    static String newPassword(String variable) {
        Optional<String> brought = Optional.ofNullable(System.getenv(variable)).filter(secret -> !secret.isBlank());
        if (brought.isPresent()) {
            return brought.get();
        }
        // Without a terminal there may be no console at all, or one that is none.
        Console console = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .orElseThrow(() -> new UserFacingException("set " + variable + ", or run this at a terminal"));
        String first = read(console, "New password: ");
        if (!first.equals(read(console, "Again: "))) {
            throw new UserFacingException("the two are not the same");
        }
        return first;
    }

    private static String read(Console console, String prompt) {
        char[] typed = console.readPassword("%s", prompt);
        if (typed == null) {
            throw new UserFacingException("nothing was typed");
        }
        return new String(typed);
    }
}
