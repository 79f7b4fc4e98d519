package org.outcry.harness.walk;

import java.util.Optional;

/**
 * One line of the printed table.
 *
 * @param operation RPC name
 * @param route REST route or rpc name
 * @param door REST, WS, or - for what no door was asked
 * @param title what was expected
 * @param failure why not; empty when it was so
 */
public record Result(String operation, String route, String door, String title, Optional<String> failure) {
    public boolean passed() {
        return failure.isEmpty();
    }

    String line() {
        return "| %-86s | %-4s | %-4s | %s%s |"
                .formatted(
                        route,
                        door,
                        passed() ? "pass" : "FAIL",
                        title,
                        failure.map(reason -> " -- " + reason.replace('\n', ' '))
                                .orElse(""));
    }
}
