package org.outcry.bench;

import java.io.PrintStream;
import java.time.Duration;

/** One line on standard error that says what is being measured; rewritten in place on a terminal. */
final class Progress {
    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private String row = "";
    private int width;

    Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void row(String name) {
        row = name;
    }

    void step(String what) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        String line = "[%d:%02d] %s: %s".formatted(time.toMinutes(), time.toSecondsPart(), row, what);
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
        } else {
            out.println(line);
        }
        width = line.length();
    }

    void end() {
        if (terminal) {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        }
    }
}
