package org.outcry.market.intake;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.outcry.market.intake.RawRecord.Aggressor;

/**
 * Comma-separated text with a header that names its columns, in any order and case: ours, and Databento's for trades, mbp-1 and
 * tbbo. The columns are listed in docs/operate/import.md.
 */
final class CsvSource implements RecordSource {
    private static final int NONE = -1;
    private static final int MOST_COLUMNS = 256;

    private final InputStream in;
    private final LineReader lines;
    private final StringBuilder line = new StringBuilder(LineReader.LONGEST);
    private final List<String> cells = new ArrayList<>();
    private final int time;
    private final int symbol;
    private final int instrument;
    private final int action;
    private final int price;
    private final int size;
    private final int side;
    private final int bid;
    private final int bidSize;
    private final int ask;
    private final int askSize;
    /** Databento writes prices as whole billionths unless asked otherwise. */
    private final boolean databento;

    private long place;

    CsvSource(InputStream in) throws IOException, ImportException {
        this.in = in;
        this.lines = new LineReader(in);
        if (!lines.next(line)) {
            throw new ImportException("the file is empty");
        }
        place = 1;
        split();
        List<String> names = cells.stream()
                .map(cell -> cell.replace("\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT))
                .toList();
        time = column(names, "time", "timestamp", "ts_event", "datetime");
        symbol = column(names, "symbol", "contract");
        instrument = column(names, "instrument_id");
        action = column(names, "action");
        price = column(names, "price", "last");
        size = column(names, "size", "quantity", "volume");
        side = column(names, "side", "aggressor");
        bid = column(names, "bid", "bid_px_00");
        bidSize = column(names, "bid_size", "bid_sz_00");
        ask = column(names, "ask", "ask_px_00");
        askSize = column(names, "ask_size", "ask_sz_00");
        databento = names.contains("rtype") || names.contains("publisher_id");
        if (time == NONE || ((price == NONE || size == NONE) && (bid == NONE || ask == NONE))) {
            throw new ImportException("the first line must name the columns: time, and price and size for trades,"
                    + " or bid, bid_size, ask and ask_size for quotes, or all of them (docs/operate/import.md)");
        }
    }

    private static int column(List<String> names, String... words) {
        for (String word : words) {
            int at = names.indexOf(word);
            if (at >= 0) {
                return at;
            }
        }
        return NONE;
    }

    @Override
    public boolean quotes() {
        return bid != NONE && ask != NONE;
    }

    @Override
    public long place() {
        return place;
    }

    @Override
    public boolean next(RawRecord into) throws IOException {
        do {
            if (!lines.next(line)) {
                return false;
            }
            place++;
        } while (line.isEmpty());
        into.clear();
        if (lines.tooLong()) {
            into.problem = Optional.of(Reason.TOO_LONG);
            return true;
        }
        split();
        try {
            read(into);
        } catch (NumberFormatException | ArithmeticException e) {
            into.problem = Optional.of(Reason.UNREADABLE);
        } catch (DateTimeException e) {
            into.problem = Optional.of(Reason.TIME);
        }
        return true;
    }

    private void split() {
        cells.clear();
        int start = 0;
        while (start <= line.length() && cells.size() < MOST_COLUMNS) {
            int comma = line.indexOf(",", start);
            int end = comma < 0 ? line.length() : comma;
            String cell = line.substring(start, end).strip();
            boolean quoted = cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
            cells.add(quoted ? cell.substring(1, cell.length() - 1) : cell);
            start = end + 1;
        }
    }

    private String cell(int column) {
        return column == NONE || column >= cells.size() ? "" : cells.get(column);
    }

    private void read(RawRecord into) {
        into.nanos = nanos(cell(time));
        into.symbol = cell(symbol);
        if ((into.symbol.isEmpty() || into.symbol.indexOf('.') >= 0)
                && !cell(instrument).isEmpty()) {
            // Groups and continuous series (ES.FUT, ES.c.0) name more than one contract: their numbers tell them apart.
            into.symbol = "#" + cell(instrument);
        }
        String act = cell(action);
        boolean isTrade = act.isEmpty() || act.equalsIgnoreCase("T");
        if (isTrade && !cell(price).isEmpty() && (!cell(size).isEmpty() || !act.isEmpty())) {
            into.price = price(cell(price));
            into.trade = into.price != RawRecord.NO_PRICE;
            into.size = size(cell(size));
            into.aggressor = aggressor(cell(side));
        }
        if (!cell(bid).isEmpty() || !cell(ask).isEmpty()) {
            into.bid = price(cell(bid));
            into.ask = price(cell(ask));
            into.bidSize = size(cell(bidSize));
            into.askSize = size(cell(askSize));
            into.quote = true;
        } else if (databento && quotes()) {
            // Both sides undefined: the book is empty.
            into.quote = true;
        }
    }

    private static Aggressor aggressor(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "b", "buy" -> Aggressor.BUY;
            case "a", "s", "sell" -> Aggressor.SELL;
            default -> Aggressor.UNKNOWN;
        };
    }

    /** An instant with an offset, or a count since 1970 whose digits tell its unit: 10 seconds, 13 milli-, 16 micro-, 19 nanoseconds. */
    private static long nanos(String text) {
        if (!text.isEmpty() && text.length() <= 19 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            long count = Long.parseLong(text);
            return switch (text.length()) {
                case 9, 10 -> Math.multiplyExact(count, 1_000_000_000L);
                case 12, 13 -> Math.multiplyExact(count, 1_000_000L);
                case 15, 16 -> Math.multiplyExact(count, 1_000L);
                case 18, 19 -> count;
                default -> throw new DateTimeException("no unit is known for " + text.length() + " digits");
            };
        }
        OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', 'T'));
        return Math.addExact(Math.multiplyExact(time.toEpochSecond(), 1_000_000_000L), time.getNano());
    }

    private long price(String text) {
        if (text.isEmpty()) {
            return RawRecord.NO_PRICE;
        }
        if (databento && text.indexOf('.') < 0) {
            return Long.parseLong(text);
        }
        if (text.length() > 40) {
            throw new NumberFormatException("too long");
        }
        BigDecimal decimal = new BigDecimal(text);
        if (decimal.scale() > 40 || decimal.precision() - decimal.scale() > 9) {
            throw new NumberFormatException("beyond any price");
        }
        return decimal.movePointRight(9).longValueExact();
    }

    private static long size(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
