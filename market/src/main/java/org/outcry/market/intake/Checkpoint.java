package org.outcry.market.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.outcry.market.recorded.BookTop;

/**
 * How far an import has come, kept so that one that was killed goes on there. A small text file, replaced as a whole.
 *
 * @param source by what the file is known again
 * @param adopted the instrument number taken for the contract, empty when the file names contracts
 * @param session the session being written
 * @param length of the unfinished recording of that session
 */
record Checkpoint(
        String source,
        int contractId,
        String adopted,
        int session,
        long length,
        Normaliser.State state,
        Map<String, String> report) {

    static Optional<Checkpoint> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties lines = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            lines.load(in);
        }
        try {
            return Optional.of(new Checkpoint(
                    lines.getProperty("source", ""),
                    number(lines, "contractId"),
                    lines.getProperty("adopted", ""),
                    number(lines, "session"),
                    Long.parseLong(lines.getProperty("length")),
                    new Normaliser.State(
                            Long.parseLong(lines.getProperty("nanos")),
                            new BookTop(
                                    Long.parseLong(lines.getProperty("bid")),
                                    number(lines, "bidSize"),
                                    Long.parseLong(lines.getProperty("ask")),
                                    number(lines, "askSize")),
                            Long.parseLong(lines.getProperty("lastPrice")),
                            Boolean.parseBoolean(lines.getProperty("lastBuy"))),
                    reportLines(lines)));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: delete it, and the import begins anew", e);
        }
    }

    private static int number(Properties lines, String name) {
        return Integer.parseInt(lines.getProperty(name));
    }

    private static Map<String, String> reportLines(Properties lines) {
        Map<String, String> report = new TreeMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (name.startsWith("report.")) {
                report.put(name.substring(7), lines.getProperty(name));
            }
        }
        return report;
    }

    void write(Path file) throws IOException {
        Properties lines = new Properties();
        lines.setProperty("source", source);
        lines.setProperty("contractId", String.valueOf(contractId));
        lines.setProperty("adopted", adopted);
        lines.setProperty("session", String.valueOf(session));
        lines.setProperty("length", String.valueOf(length));
        lines.setProperty("nanos", String.valueOf(state.nanos()));
        lines.setProperty("bid", String.valueOf(state.top().bidTicks()));
        lines.setProperty("bidSize", String.valueOf(state.top().bidSize()));
        lines.setProperty("ask", String.valueOf(state.top().askTicks()));
        lines.setProperty("askSize", String.valueOf(state.top().askSize()));
        lines.setProperty("lastPrice", String.valueOf(state.lastPrice()));
        lines.setProperty("lastBuy", String.valueOf(state.lastBuy()));
        report.forEach((name, value) -> lines.setProperty("report." + name, value));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            lines.store(out, null);
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
