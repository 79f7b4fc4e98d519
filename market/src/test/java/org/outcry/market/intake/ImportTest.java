package org.outcry.market.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.RollRule;
import org.outcry.market.procedural.ProceduralMarket;
import org.outcry.market.recorded.RecordedMarket;
import org.outcry.market.recorded.Recordings;

/** Files go in as other programs write them, and come out as a market. */
class ImportTest {
    private static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    private static final Contract ES = CATALOGUE
            .resolve("ESZ25", nanos("2025-11-19T15:00:00Z"))
            .orElseThrow()
            .contract();
    private static final MarketData PROCEDURAL = new ProceduralMarket(CATALOGUE, 11, SessionMode.ALWAYS_OPEN);
    /** The ES session of 2025-11-19 closes at 16:00 in Chicago, the always-open one at 17:00, 23:00 UTC. */
    private static final long FROM = nanos("2025-11-19T22:40:00Z");

    private static final long CLOSE = nanos("2025-11-19T23:00:00Z");
    private static final long TO = nanos("2025-11-19T23:20:00Z");

    @TempDir
    Path directory;

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }

    /** One event: a trade when {@code size} is not 0. */
    private record Event(long nanos, long bid, int bidSize, long ask, int askSize, long price, int size, Side side) {
        static List<Event> of(MarketData market, long after, long until) {
            List<Event> events = new ArrayList<>();
            market.events(ES.contractId(), after, until, new MarketData.MarketEvents() {
                @Override
                public void onQuote(MarketSnapshot market) {
                    add(market, 0, 0, Side.BUY);
                }

                @Override
                public void onTrade(Trade trade, MarketSnapshot market) {
                    add(market, trade.priceTicks(), trade.size(), trade.aggressor());
                }

                private void add(MarketSnapshot market, long price, int size, Side side) {
                    assertEquals(market.sequence(), market.timeNanos());
                    events.add(new Event(
                            market.timeNanos(),
                            market.bidTicks(),
                            market.bids().size(0),
                            market.askTicks(),
                            market.asks().size(0),
                            price,
                            size,
                            side));
                }
            });
            return events;
        }
    }

    private static final List<Event> EVENTS = Event.of(PROCEDURAL, FROM, TO);

    private Recordings recordings() {
        return new Recordings(directory.resolve("recorded"));
    }

    private RecordedMarket market() {
        return new RecordedMarket(CATALOGUE, recordings(), PROCEDURAL);
    }

    private ImportReport run(Path file) throws IOException, ImportException {
        return Import.run(file, "ESZ25", CATALOGUE, recordings(), false, (read, whole, report) -> {});
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private Path csv(String... lines) throws IOException {
        return Files.writeString(directory.resolve("file.csv"), String.join("\n", lines) + "\n");
    }

    private static String price(long ticks) {
        return String.valueOf(ticks / 4.0);
    }

    private static String everything() {
        StringBuilder csv = new StringBuilder("time,price,size,side,bid,bid_size,ask,ask_size\n");
        for (Event e : EVENTS) {
            csv.append(e.nanos());
            csv.append(e.size() > 0 ? "," + price(e.price()) + "," + e.size() + "," + e.side() : ",,,");
            csv.append(',').append(price(e.bid())).append(',').append(e.bidSize());
            csv.append(',')
                    .append(price(e.ask()))
                    .append(',')
                    .append(e.askSize())
                    .append('\n');
        }
        return csv.toString();
    }

    /** Quotes that change nothing are not kept, and a trade whose book changed follows its quote by a nanosecond. */
    private static List<Event> kept() {
        return kept(EVENTS);
    }

    private static List<Event> kept(List<Event> events) {
        List<Event> kept = new ArrayList<>();
        long last = 0;
        Event book = new Event(0, Prices.NONE, 0, Prices.NONE, 0, 0, 0, Side.BUY);
        for (Event e : events) {
            if (e.nanos() >= CLOSE && last < CLOSE) {
                book = new Event(0, Prices.NONE, 0, Prices.NONE, 0, 0, 0, Side.BUY);
            }
            long time = Math.max(e.nanos(), last + 1);
            boolean changed = e.bid() != book.bid()
                    || e.ask() != book.ask()
                    || e.bidSize() != book.bidSize()
                    || e.askSize() != book.askSize();
            if (changed) {
                kept.add(new Event(time, e.bid(), e.bidSize(), e.ask(), e.askSize(), 0, 0, Side.BUY));
                last = time;
                time++;
            }
            if (e.size() > 0) {
                kept.add(new Event(time, e.bid(), e.bidSize(), e.ask(), e.askSize(), e.price(), e.size(), e.side()));
                last = time;
            }
            book = e;
        }
        return kept;
    }

    @Test
    void playsWhatWasRecordedFromAnyMoment() throws Exception {
        ImportReport report = run(file("es.csv", everything().getBytes(StandardCharsets.UTF_8)));
        assertEquals(0, report.rejected());
        assertEquals(2, report.sessions());
        List<Event> expected = kept();
        assertTrue(expected.size() > 4096 * 2, "several blocks, got " + expected.size());
        assertEquals(expected, Event.of(market(), FROM, TO));
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            int at = random.nextInt(expected.size() - 1);
            long after = expected.get(at).nanos();
            assertEquals(
                    expected.subList(at + 1, Math.min(expected.size(), at + 300)),
                    Event.of(
                            market(),
                            after,
                            expected.get(Math.min(expected.size(), at + 300) - 1)
                                    .nanos()));
            MarketSnapshot snapshot = market().at(ES.contractId(), after);
            assertEquals(expected.get(at).bid(), snapshot.bidTicks());
            assertEquals(expected.get(at).askSize(), snapshot.asks().size(0));
            assertEquals(after, snapshot.sequence());
        }
    }

    @Test
    void barsAndStatisticsAgreeWithTheTrades() throws Exception {
        run(file("es.csv", everything().getBytes(StandardCharsets.UTF_8)));
        for (BarPeriod period : List.of(
                new BarPeriod(BarPeriod.Kind.MINUTE, 1),
                new BarPeriod(BarPeriod.Kind.SECOND, 30),
                new BarPeriod(BarPeriod.Kind.MINUTE, 5))) {
            List<Bar> bars = market().bars(ES.contractId(), period, FROM, TO - 60_000_000_000L, 1000);
            assertFalse(bars.isEmpty());
            assertEquals(PROCEDURAL.bars(ES.contractId(), period, FROM, TO - 60_000_000_000L, 1000), bars);
            assertEquals(
                    bars.subList(bars.size() - 3, bars.size()),
                    market().bars(ES.contractId(), period, FROM, TO - 60_000_000_000L, 3));
        }
        long volume = EVENTS.stream()
                .filter(e -> e.nanos() >= CLOSE)
                .mapToLong(Event::size)
                .sum();
        var statistics = market().session(ES.contractId(), TO);
        assertEquals(volume, statistics.volume());
        assertEquals(20251120, statistics.sessionDate());
        assertEquals(market().at(ES.contractId(), CLOSE - 1).lastTicks(), statistics.previousCloseTicks());
        assertEquals(volume, market().at(ES.contractId(), TO).volume());
    }

    @Test
    void whereNothingIsRecordedTheOtherMarketPlays() throws Exception {
        run(file("es.csv", everything().getBytes(StandardCharsets.UTF_8)));
        long before = nanos("2025-11-18T15:00:00Z");
        assertEquals(PROCEDURAL.at(ES.contractId(), before), market().at(ES.contractId(), before));
        assertEquals(
                Event.of(PROCEDURAL, before, before + 60_000_000_000L),
                Event.of(market(), before, before + 60_000_000_000L));
        long end = nanos("2025-11-22T00:00:00Z");
        BarPeriod days = new BarPeriod(BarPeriod.Kind.DAY, 1);
        List<Bar> mixed = market().bars(ES.contractId(), days, nanos("2025-11-10T00:00:00Z"), end, 100);
        List<Bar> other = PROCEDURAL.bars(ES.contractId(), days, nanos("2025-11-10T00:00:00Z"), end, 100);
        assertEquals(
                other.stream().map(Bar::closeNanos).toList(),
                mixed.stream().map(Bar::closeNanos).toList());
        for (int i = 0; i < mixed.size(); i++) {
            boolean recorded =
                    mixed.get(i).closeNanos() == CLOSE || mixed.get(i).closeNanos() == CLOSE + 86_400_000_000_000L;
            assertEquals(!recorded, mixed.get(i).equals(other.get(i)), "bar " + i);
        }
        BarPeriod weeks = new BarPeriod(BarPeriod.Kind.WEEK, 1);
        assertEquals(
                PROCEDURAL.bars(ES.contractId(), weeks, 0, nanos("2025-11-17T20:00:00Z"), 3),
                market().bars(ES.contractId(), weeks, 0, nanos("2025-11-17T20:00:00Z"), 3));
    }

    @Test
    void killedAnywhereItGoesOnToTheSameRecording() throws Exception {
        Path file = file("es.csv", everything().getBytes(StandardCharsets.UTF_8));
        long seed = 42;
        Random random = new Random(seed);
        int kills = 0;
        while (true) {
            int left = random.nextInt(22);
            int[] calls = {0};
            try {
                Import.run(
                        file,
                        "ESZ25",
                        CATALOGUE,
                        recordings(),
                        false,
                        (read, whole, report) -> {
                            if (calls[0]++ == left) {
                                throw new IllegalStateException("killed");
                            }
                        },
                        317);
                break;
            } catch (IllegalStateException killed) {
                kills++;
            }
        }
        assertTrue(kills > 2, "kills: " + kills);
        assertEquals(kept(), Event.of(market(), FROM, TO), "seed " + seed);
        try (var left = Files.list(directory.resolve("recorded/unfinished"))) {
            assertEquals(
                    List.of("lock"),
                    left.map(each -> each.getFileName().toString()).toList());
        }
    }

    @Test
    void dbnOfEveryVersionPlainAndCompressedIsTheSameAsText() throws Exception {
        for (int version = 1; version <= 3; version++) {
            DbnWriter dbn = new DbnWriter(version, DbnWriter.MBP_1, "ESZ5", 5002);
            for (Event e : EVENTS) {
                long[] book = {e.bid() * 250_000_000L, e.bidSize(), e.ask() * 250_000_000L, e.askSize()};
                dbn.record(9, e.nanos(), 'T', 'B', 1_000_000_000L, 7, book);
                dbn.record(
                        5002,
                        e.nanos(),
                        e.size() > 0 ? 'T' : 'A',
                        e.side() == Side.BUY ? 'B' : 'A',
                        e.price() * 250_000_000L,
                        e.size(),
                        book);
            }
            byte[] bytes = dbn.bytes();
            if (version == 2) {
                ByteArrayOutputStream packed = new ByteArrayOutputStream();
                try (ZstdOutputStream zstd = new ZstdOutputStream(packed)) {
                    zstd.write(bytes);
                }
                bytes = packed.toByteArray();
            }
            Path file = file("es.dbn", bytes);
            ImportReport report =
                    Import.run(file, "ES", CATALOGUE, recordings(), version > 1, (read, whole, each) -> {});
            assertEquals(Map.of(Reason.OTHER_CONTRACT, (long) EVENTS.size()), report.counts());
            assertEquals(1, report.examples().getFirst().place());
            assertEquals(kept(), Event.of(market(), FROM, TO), "version " + version);
        }
    }

    @Test
    void gzipIsReadAsWhatItHolds() throws Exception {
        ImportReport report = run(file("es.csv.gz", gzip(everything().getBytes(StandardCharsets.UTF_8))));
        assertEquals(0, report.rejected());
        assertEquals(kept(), Event.of(market(), FROM, TO));
        // Neither is it told by its name: DBN in gzip under a name that says nothing.
        Path packed = file("es", gzip(tbbo(EVENTS)));
        report = Import.run(packed, "ESZ25", CATALOGUE, recordings(), true, (read, whole, each) -> {});
        assertEquals(0, report.rejected());
        // Cut off in the middle, it is told to be, and what was there stays.
        byte[] whole = gzip(everything().getBytes(StandardCharsets.UTF_8));
        Path cut = file("cut.csv.gz", java.util.Arrays.copyOf(whole, whole.length / 2));
        List<Event> before = Event.of(market(), FROM, TO);
        assertThrows(
                ImportException.class,
                () -> Import.run(cut, "ESZ25", CATALOGUE, recordings(), true, (read, all, each) -> {}));
        assertEquals(before, Event.of(market(), FROM, TO));
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] tbbo(List<Event> events) {
        DbnWriter dbn = new DbnWriter(3, DbnWriter.TBBO, "ESZ5", 5002);
        for (Event e : events) {
            if (e.size() > 0) {
                dbn.record(
                        5002,
                        e.nanos(),
                        'T',
                        e.side() == Side.BUY ? 'B' : 'A',
                        e.price() * 250_000_000L,
                        e.size(),
                        new long[] {e.bid() * 250_000_000L, e.bidSize(), e.ask() * 250_000_000L, e.askSize()});
            }
        }
        return dbn.bytes();
    }

    @Test
    void tbboTellsEachTradeWithItsBook() throws Exception {
        List<Event> trades = EVENTS.stream().filter(event -> event.size() > 0).toList();
        ImportReport report = run(file("es.dbn", tbbo(EVENTS)));
        assertEquals(0, report.rejected());
        assertEquals(trades.size(), report.trades());
        assertEquals(kept(trades), Event.of(market(), FROM, TO));
    }

    @Test
    void databentosTextIsReadInBothItsWays() throws Exception {
        run(
                csv(
                        "ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence,bid_px_00,ask_px_00,bid_sz_00,ask_sz_00,bid_ct_00,ask_ct_00,symbol",
                        "1763564400000000500,1763564400000000000,1,1,5002,A,B,0,6700250000000,3,128,1,1,6700000000000,6700250000000,12,8,1,1,ESZ5",
                        "2025-11-19T15:00:01.000000500Z,2025-11-19T15:00:01.000000000Z,1,1,5002,T,A,0,6700.000000000,2,128,1,2,6700.000000000,6700.250000000,12,8,1,1,ESZ5"));
        long first = nanos("2025-11-19T15:00:00Z");
        assertEquals(
                List.of(
                        new Event(first, 26_800, 12, 26_801, 8, 0, 0, Side.BUY),
                        new Event(first + 1_000_000_000L, 26_800, 12, 26_801, 8, 26_800, 2, Side.SELL)),
                Event.of(market(), first - 1, first + 2_000_000_000L));
    }

    @Test
    void tradesAloneGetTheirQuotesFromThem() throws Exception {
        run(csv(
                "timestamp,price,size",
                "2025-11-19T15:00:00Z,6700.00,2",
                "2025-11-19T15:00:00.5Z,6700.25,1",
                "2025-11-19T09:00:01-06:00,6700.00,4"));
        long at = nanos("2025-11-19T15:00:01Z");
        MarketSnapshot market = market().at(ES.contractId(), at + 1);
        assertEquals(26_800, market.bidTicks());
        assertEquals(26_801, market.askTicks());
        assertEquals(26_800, market.lastTicks());
        assertEquals(7, market.volume());
        assertTrue(market.bids().size(0) > 0);
        assertEquals(
                List.of(Side.BUY, Side.BUY, Side.SELL),
                Event.of(market(), nanos("2025-11-19T14:59:00Z"), at + 9).stream()
                        .filter(e -> e.size() > 0)
                        .map(Event::side)
                        .toList());
    }

    @Test
    void whatIsRefusedIsNamedWithItsLineAndReason() throws Exception {
        ImportReport report = run(csv(
                "time,symbol,bid,bid_size,ask,ask_size,price,size",
                "2025-11-19T15:00:00Z,ESZ25,6700.00,3,6700.25,4,,",
                "yesterday,ESZ25,6700.00,3,6700.25,4,,",
                "2025-11-19T15:00:00Z,NQZ25,6700.00,3,6700.25,4,,",
                "2025-11-19T15:00:00Z,ESZ25,,,,,,",
                "2025-11-19T15:00:00Z,ESZ25,6700.10,3,6700.25,4,,",
                "2025-11-19T15:00:00Z,ESZ25,6700.00,0,6700.25,4,,",
                "2025-11-19T15:00:00Z,ESZ25,6700.25,3,6700.25,4,,",
                "2025-11-19T15:00:00Z,ESZ25,,,,,6700.00,-1",
                "2025-11-19T15:00:00Z,ESZ25,,,,,1e99,1",
                "2025-11-19T14:59:58Z,ESZ25,,,,,6700.00,1",
                "2025-11-19T14:59:59.5Z,ESZ25,,,,,6700.00,1",
                "2026-01-19T15:00:00Z,ESZ25,,,,,6700.00,1",
                "2025-11-19T15:00:02Z,ESZ25,,,,,6700.00," + "1".repeat(5000)));
        assertEquals(
                List.of(
                        new ImportReport.Rejected(3, Reason.TIME),
                        new ImportReport.Rejected(4, Reason.OTHER_CONTRACT),
                        new ImportReport.Rejected(5, Reason.NOTHING),
                        new ImportReport.Rejected(6, Reason.OFF_TICK),
                        new ImportReport.Rejected(7, Reason.SIZE),
                        new ImportReport.Rejected(8, Reason.CROSSED),
                        new ImportReport.Rejected(9, Reason.SIZE),
                        new ImportReport.Rejected(10, Reason.UNREADABLE),
                        new ImportReport.Rejected(11, Reason.ORDER),
                        new ImportReport.Rejected(13, Reason.EXPIRED),
                        new ImportReport.Rejected(14, Reason.TOO_LONG)),
                report.examples());
        assertEquals(1, report.quotes());
        assertEquals(1, report.trades());
        assertEquals(13, report.records());
    }

    @Test
    void aRecordingIsReplacedOnlyWhenToldSo() throws Exception {
        Path file = csv("time,price,size", "2025-11-19T15:00:00Z,6700.00,2");
        run(file);
        assertTrue(assertThrows(ImportException.class, () -> run(file))
                .getMessage()
                .contains("--replace"));
        Path other = csv("time,price,size", "2025-11-19T15:00:00Z,6800.00,2");
        Import.run(other, "ESZ25", CATALOGUE, recordings(), true, (read, whole, report) -> {});
        assertEquals(
                27_200,
                market().at(ES.contractId(), nanos("2025-11-19T16:00:00Z")).lastTicks());
    }

    @Test
    void aDamagedRecordingIsNeverPlayed() throws Exception {
        run(file("es.csv", everything().getBytes(StandardCharsets.UTF_8)));
        Path tape = directory.resolve("recorded/ESZ25-20251119.tape");
        byte[] bytes = Files.readAllBytes(tape);
        bytes[bytes.length / 2] ^= 1;
        Files.write(tape, bytes);
        UncheckedIOException flipped =
                assertThrows(UncheckedIOException.class, () -> Event.of(market(), FROM, CLOSE - 1));
        assertTrue(flipped.getMessage().contains("damaged"), flipped.getMessage());
        Files.write(tape, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        assertThrows(UncheckedIOException.class, () -> Event.of(market(), FROM, CLOSE - 1));
    }

    @Test
    void whatIsNoMarketDataIsRefusedInWords() throws Exception {
        assertThrows(ImportException.class, () -> run(csv("hello")));
        assertThrows(ImportException.class, () -> run(file("empty", new byte[0])));
        assertThrows(ImportException.class, () -> run(file("cut.dbn", new byte[] {'D', 'B', 'N', 2, 0, 1, 0, 0, 9})));
        assertThrows(
                ImportException.class,
                () -> run(file("old.dbn", "DBN\u0009aaaaaaaa".getBytes(StandardCharsets.UTF_8))));
        Path good = csv("time,price,size", "2025-11-19T15:00:00Z,6700.00,2");
        assertThrows(
                ImportException.class,
                () -> Import.run(good, "NOPE", CATALOGUE, recordings(), false, (read, whole, report) -> {}));
    }
}
