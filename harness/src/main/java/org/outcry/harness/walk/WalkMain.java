package org.outcry.harness.walk;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Walks a running server by hand: {@code ./outcry walk http://127.0.0.1:8080}, token from {@code OUTCRY_TOKEN}. Prints one line for each
 * route, door and case; ends with 1 when one of them fails. The server must run with {@code --profile open}; the token's first two
 * accounts are traded on and flattened.
 */
public final class WalkMain {
    private WalkMain() {}

    /** @param words the address of the server */
    public static void main(String[] words) {
        String token = System.getenv("OUTCRY_TOKEN");
        if (words.length != 1 || token == null || token.isBlank()) {
            System.err.println("usage: OUTCRY_TOKEN=... ./outcry walk http://127.0.0.1:8080");
            System.exit(2);
            return;
        }
        System.exit(walk(URI.create(words[0]), token, System.out) == 0 ? 0 : 1);
    }

    /** Walks, prints the table, and tells how many lines failed. */
    public static int walk(URI base, String token, PrintStream out) {
        try (Walker walker = new Walker(base, token, Duration.ofSeconds(30))) {
            List<Result> results = walker.walk(result -> out.println(result.line()));
            long failed = results.stream().filter(result -> !result.passed()).count();
            long routes = results.stream().map(Result::route).distinct().count();
            out.println(routes + " routes and names, " + results.size() + " cases, " + failed + " failed");
            return Math.toIntExact(failed);
        }
    }
}
