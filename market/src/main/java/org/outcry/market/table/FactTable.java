package org.outcry.market.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of a comma-separated resource with a header line. Cells hold no commas and no quotes; every row has as many cells
 * as the header, or reading fails, because a shifted fact is worse than none.
 */
public final class FactTable {
    private final List<Row> rows;

    private FactTable(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Reads {@code name} beside {@code owner}; a missing or uneven table is a broken build and throws. */
    public static FactTable load(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + name + " beside " + owner.getName());
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    static FactTable parse(String name, String text) {
        List<String> lines = text.lines().toList();
        List<String> header = cells(lines.getFirst());
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> cells = cells(lines.get(i));
            if (cells.size() != header.size()) {
                throw new IllegalStateException(
                        name + " line " + (i + 1) + " has " + cells.size() + " cells, expected " + header.size());
            }
            rows.add(new Row(name, i + 1, header, cells));
        }
        return new FactTable(rows);
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }

    public Stream<Row> rows() {
        return rows.stream();
    }

    /** One line of facts, read by column name. Numbers are decimals, never binary floating point. */
    public record Row(String table, int line, List<String> header, List<String> cells) {
        public String text(String column) {
            int index = header.indexOf(column);
            if (index < 0) {
                throw new IllegalStateException(table + " has no column " + column);
            }
            return cells.get(index);
        }

        public BigDecimal decimal(String column) {
            try {
                return new BigDecimal(text(column));
            } catch (NumberFormatException e) {
                throw new IllegalStateException(
                        table + " line " + line + ": " + column + " is no number: " + text(column), e);
            }
        }

        public int integer(String column) {
            return decimal(column).intValueExact();
        }

        /** A price or an amount of dollars as micro-dollars, exact. */
        public long micros(String column) {
            return decimal(column).movePointRight(6).longValueExact();
        }
    }
}
