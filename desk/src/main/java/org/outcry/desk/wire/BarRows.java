package org.outcry.desk.wire;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.outcry.market.Bar;
import org.outcry.wire.PriceGrid;

/**
 * Bars as the elements of a JSON array, digit by digit into one array of bytes: twenty thousand of them are asked for at once,
 * and a generator's checks and a formatter's objects for each field would take longer than computing the bars. One thread, one use.
 */
public final class BarRows {
    private static final byte[] TIME = ascii("{\"time\":\"");
    private static final byte[] EPOCH = ascii("\",\"epoch\":");
    private static final byte[] OPEN = ascii(",\"open\":");
    private static final byte[] HIGH = ascii(",\"high\":");
    private static final byte[] LOW = ascii(",\"low\":");
    private static final byte[] CLOSE = ascii(",\"close\":");
    private static final byte[] VOLUME = ascii(",\"volume\":");
    private static final byte[] DATE = ascii("1970-01-01T");
    /** No row is longer: about 90 of names and signs, 28 of time, and six numbers of at most {@link PriceGrid#MAX_BYTES}. */
    private static final int MAX_ROW = 128 + 6 * PriceGrid.MAX_BYTES;
    /** A usual row. */
    private static final int ROW = 160;

    private static final long NANOS = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int DAY_SECONDS = 86_400;
    /** Digits after the point of a second: hundreds of nanoseconds. */
    private static final int FRACTION_DIGITS = 7;

    private final PriceGrid grid;
    private final byte[] date = DATE.clone();
    private long day;
    private byte[] bytes;
    private int at;

    private BarRows(PriceGrid grid, int bars) {
        this.grid = grid;
        this.bytes = new byte[MAX_ROW + bars * ROW];
    }

    /** The elements with the commas between them, without the brackets. */
    public static byte[] of(List<Bar> bars, PriceGrid grid) {
        BarRows rows = new BarRows(grid, bars.size());
        for (Bar bar : bars) {
            rows.add(bar);
        }
        return Arrays.copyOf(rows.bytes, rows.at);
    }

    private void add(Bar bar) {
        if (bytes.length - at < MAX_ROW) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        if (at > 0) {
            bytes[at++] = ',';
        }
        text(TIME);
        time(bar.closeNanos());
        text(EPOCH);
        whole(Math.floorDiv(bar.closeNanos(), NANOS_PER_MILLI));
        text(OPEN);
        at = grid.write(bar.openTicks(), bytes, at);
        text(HIGH);
        at = grid.write(bar.highTicks(), bytes, at);
        text(LOW);
        at = grid.write(bar.lowTicks(), bytes, at);
        text(CLOSE);
        at = grid.write(bar.closeTicks(), bytes, at);
        text(VOLUME);
        whole(bar.volume());
        bytes[at++] = '}';
    }

    /** As {@link Times#utc}: {@code 2026-11-04T14:16:40.0000000Z}. The date is kept from row to row. */
    private void time(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS);
        long ofDay = Math.floorDiv(seconds, DAY_SECONDS);
        if (ofDay != day) {
            day = ofDay;
            LocalDate found = LocalDate.ofEpochDay(ofDay);
            digits(date, 0, 4, found.getYear());
            digits(date, 5, 2, found.getMonthValue());
            digits(date, 8, 2, found.getDayOfMonth());
        }
        text(date);
        int second = (int) (seconds - ofDay * DAY_SECONDS);
        digits(bytes, at, 2, second / 3_600);
        bytes[at + 2] = ':';
        digits(bytes, at + 3, 2, second / 60 % 60);
        bytes[at + 5] = ':';
        digits(bytes, at + 6, 2, second % 60);
        bytes[at + 8] = '.';
        digits(bytes, at + 9, FRACTION_DIGITS, (int) (nanos - seconds * NANOS) / 100);
        bytes[at + 9 + FRACTION_DIGITS] = 'Z';
        at += 10 + FRACTION_DIGITS;
    }

    private void text(byte[] text) {
        System.arraycopy(text, 0, bytes, at, text.length);
        at += text.length;
    }

    private void whole(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative " + value);
        }
        int count = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            count++;
        }
        long rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        at += count;
    }

    private static void digits(byte[] text, int from, int count, int value) {
        int rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
