package org.outcry.bench.floor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The process that started this one, at the other end of standard input. */
final class Parent {
    private Parent() {}

    /** Returns when the parent has gone. */
    static void awaitEnd() throws IOException {
        listen(line -> {});
    }

    /** Hears each line the parent says; returns when it has gone. */
    static void listen(Consumer<String> lines) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lines.accept(line);
        }
    }
}
