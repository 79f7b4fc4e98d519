package org.outcry.market.procedural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.RollRule;

class ProceduralMarketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long NOW = MarketLab.nanos("2026-11-20T15:30:00Z");

    private final Catalogue catalogue = MarketLab.CATALOGUE;
    private final ProceduralMarket market = new ProceduralMarket(catalogue, 42, SessionMode.ALWAYS_OPEN);

    private Contract front(String root, long nanos) {
        return catalogue.front(
                catalogue.instrument(root).orElseThrow().product().productId(), nanos);
    }

    @ParameterizedTest
    @CsvSource({"1, f3cade0c2e1291c1", "2, fbece8d338493371", "-7, 86b151188fe33088"})
    void sameSeedSameMarketOnEveryMachine(long seed, String expected) {
        ProceduralMarket seeded = new ProceduralMarket(catalogue, seed, SessionMode.ALWAYS_OPEN);
        String[] roots = {"ES", "NQ", "CL", "ZN", "6E", "HE"};
        long hash = 0;
        long first = MarketLab.nanos("2025-01-02T00:00:00Z");
        for (int i = 0; i < 6_000; i++) {
            long time = first + (Mix.at(11, i) >>> 8) % (600L * 86_400 * SECOND);
            MarketSnapshot at = seeded.at(front(roots[i % roots.length], time).contractId(), time);
            hash = Mix.key(hash, at.bidTicks(), at.askTicks());
            hash = Mix.key(hash, at.lastTicks(), at.volume());
            for (int level = 0; level < DepthModel.LEVELS; level++) {
                hash = Mix.key(hash, at.bids().size(level), at.asks().size(level));
            }
        }
        assertEquals(expected, Long.toHexString(hash), "history of seed " + seed);
    }

    @Test
    void answersDoNotDependOnOrderThreadOrCache() throws Exception {
        int probes = 4_000;
        int contract = front("ES", NOW).contractId();
        List<MarketSnapshot> sequential = new ArrayList<>();
        for (int i = 0; i < probes; i++) {
            sequential.add(market.at(contract, NOW + 37 * SECOND * i));
        }
        ProceduralMarket other = new ProceduralMarket(catalogue, 42, SessionMode.ALWAYS_OPEN);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int offset = thread;
                tasks.add(() -> {
                    for (int i = 0; i < probes / 4; i++) {
                        int probe = (int) ((Mix.at(offset, i) >>> 1) % probes);
                        assertEquals(sequential.get(probe), other.at(contract, NOW + 37 * SECOND * probe));
                    }
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertTrue(done.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES", "NQ", "CL", "QM", "ZN", "PA", "SR3", "6J", "VX", "MBT"})
    void theTapeIsLegalAndAgreesWithEveryMoment(String root) {
        int contract = front(root, NOW).contractId();
        long from = NOW - 7 * MINUTE + 12_345;
        Tape tape = Tape.of(market, contract, from, NOW);
        assertTrue(tape.markets.size() > 200, "only " + tape.markets.size() + " events");
        MarketSnapshot before = market.at(contract, from);
        for (MarketSnapshot event : tape.markets) {
            assertEquals(event, market.at(contract, event.sequence()));
            assertEquals(event.lastTicks(), market.lastTicks(contract, event.sequence()));
            assertEquals(
                    market.at(contract, event.sequence() - 1).lastTicks(),
                    market.lastTicks(contract, event.sequence() - 1));
            // Until the next event the market stays as it was.
            MarketSnapshot justBefore = market.at(contract, event.sequence() - 1);
            assertEquals(before.sequence(), justBefore.sequence());
            assertEquals(before.volume(), justBefore.volume());
            assertEquals(before.bids(), justBefore.bids());
            before = event;
        }
    }

    @Test
    void tapesJoinWithoutGapOrOverlap() {
        int contract = front("NQ", NOW).contractId();
        Tape whole = Tape.of(market, contract, NOW - 5 * MINUTE, NOW);
        List<MarketSnapshot> pieces = new ArrayList<>();
        long after = NOW - 5 * MINUTE;
        for (int i = 0; after < NOW; i++) {
            long until = Math.min(NOW, after + (Mix.at(5, i) >>> 1) % (20 * SECOND));
            pieces.addAll(Tape.of(market, contract, after, until).markets);
            after = until;
        }
        assertEquals(whole.markets, pieces);
    }

    /** A walk hands on from minute to minute what a moment asked for alone has to look for. */
    @ParameterizedTest
    @CsvSource({
        "ES, REAL_HOURS, 2026-11-19T21:00:00Z",
        "HE, REAL_HOURS, 2026-11-19T18:00:00Z",
        "PA, ALWAYS_OPEN, 2026-11-19T21:30:00Z"
    })
    void aWalkSaysWhatEveryMomentSays(String root, SessionMode mode, String instant) {
        Catalogue hours = Catalogue.standard(mode, RollRule.THURSDAY8);
        long from = MarketLab.nanos(instant);
        int contract = front(root, NOW).contractId();
        Tape tape = Tape.of(new ProceduralMarket(hours, 42, mode), contract, from, from + 180 * MINUTE);
        ProceduralMarket alone = new ProceduralMarket(hours, 42, mode);
        // Backwards, so that no minute is there because of the one before it; not all, since neighbours say the same.
        for (int i = tape.markets.size() - 1; i >= 0; i -= 1 + i % 7) {
            MarketSnapshot event = tape.markets.get(i);
            assertEquals(event, alone.at(contract, event.sequence()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ES, MES",
        "NQ, MNQ",
        "RTY, M2K",
        "YM, MYM",
        "CL, MCL",
        "GC, MGC",
        "SI, SIL",
        "6B, M6B",
        "BTC, MBT",
        "ETH, MET"
    })
    void aMicroQuotesWhatItsMiniQuotes(String mini, String micro) {
        int from = front(mini, NOW).contractId();
        int productOfMicro = catalogue.instrument(micro).orElseThrow().product().productId();
        Contract big = catalogue.contract(from).orElseThrow();
        int to = Contract.id(productOfMicro, big.year(), big.month());
        for (int i = 0; i < 400; i++) {
            long time = NOW - 97 * SECOND * i;
            MarketSnapshot one = market.at(from, time);
            MarketSnapshot other = market.at(to, time);
            assertTrue(one.quoted(), "closed");
            // The quotes of a slot change at each contract's own moment, so compare where both have settled.
            long settled = time - time % MINUTE;
            assertEquals(
                    market.at(from, settled).bidTicks(), market.at(to, settled).bidTicks());
            assertEquals(
                    market.at(from, settled).askTicks(), market.at(to, settled).askTicks());
            assertEquals(one.bidTicks(), other.bidTicks());
            assertEquals(one.askTicks(), other.askTicks());
        }
    }

    @Test
    void everyProductTradesSensibly() {
        for (Instrument instrument : catalogue.instruments()) {
            Contract contract = catalogue.front(instrument.product().productId(), NOW);
            MarketSnapshot now = market.at(contract.contractId(), NOW);
            assertTrue(now.quoted(), instrument.root() + " is not quoted");
            double price = now.bidTicks() * instrument.tickSize().doubleValue();
            double reference = instrument.referencePrice().doubleValue();
            assertTrue(price > reference / 4 && price < reference * 4, instrument.root() + " at " + price);
            assertTrue(now.askTicks() - now.bidTicks() <= 3L * instrument.spreadTicks() + 2, instrument.root() + now);
            assertTrue(now.volume() > 0, instrument.root() + " has not traded");
            assertTrue(Math.abs(now.lastTicks() - now.bidTicks()) < 50, instrument.root() + now);
        }
    }

    @Test
    void monthsOfOneRootMoveTogether() {
        int product = catalogue.instrument("CL").orElseThrow().product().productId();
        List<Contract> listed = catalogue.listed(product, NOW);
        long spread = 0;
        for (int i = 0; i < 200; i++) {
            long time = NOW - 30 * MINUTE * i;
            long difference = market.at(listed.get(2).contractId(), time).bidTicks()
                    - market.at(listed.get(1).contractId(), time).bidTicks();
            assertTrue(
                    i == 0 || Math.abs(difference - spread) <= 3, "spread jumps from " + spread + " to " + difference);
            spread = difference;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-06-15T15:00:00Z",
                "1990-06-15T15:00:00Z",
                "2026-06-15T15:00:00Z",
                "2100-06-15T15:00:00Z",
                "2169-06-14T15:00:00Z"
            })
    void farTimesWorkLikeNearOnes(String instant) {
        long time = MarketLab.nanos(instant);
        int contract = front("ES", time).contractId();
        Tape tape = Tape.of(market, contract, time - 2 * MINUTE, time);
        assertTrue(tape.trades.size() > 50, "only " + tape.trades.size() + " trades");
        double price = tape.markets.getLast().bidTicks() * 0.25;
        assertTrue(price > 2_500 && price < 18_000, "ES at " + price);
    }

    @Test
    void realHoursCloseWithAnEventAndOpenWithAGap() {
        Catalogue real = Catalogue.standard(SessionMode.REAL_HOURS, RollRule.THURSDAY8);
        ProceduralMarket hours = new ProceduralMarket(real, 42, SessionMode.REAL_HOURS);
        int contract = front("ES", NOW).contractId();
        long close = MarketLab.nanos("2026-11-20T22:00:00Z");
        long open = MarketLab.nanos("2026-11-22T23:00:00Z");
        Tape tape = Tape.of(hours, contract, close - 3 * SECOND, open + 3 * SECOND);
        MarketSnapshot closing = tape.markets.stream()
                .filter(market -> !market.quoted())
                .findFirst()
                .orElseThrow();
        assertEquals(close, closing.sequence());
        assertEquals(1, tape.markets.stream().filter(market -> !market.quoted()).count());
        MarketSnapshot saturday = hours.at(contract, close + 12 * 3600 * SECOND);
        assertFalse(saturday.quoted());
        assertEquals(closing.sequence(), saturday.sequence());
        assertEquals(closing.lastTicks(), saturday.lastTicks());
        assertEquals(closing.volume(), saturday.volume());
        MarketSnapshot first = hours.at(contract, open);
        assertTrue(first.quoted());
        assertEquals(0, first.volume());
        assertEquals(closing.lastTicks(), first.lastTicks());
        assertNotEquals(0, hours.session(contract, open + MINUTE).volume());
    }

    @Test
    void anExpiredContractIsSilent() {
        Contract old = catalogue
                .contract(Contract.id(
                        catalogue.instrument("ES").orElseThrow().product().productId(), 2026, 6))
                .orElseThrow();
        assertTrue(market.at(old.contractId(), old.lastTradeNanos() - 1).quoted());
        assertFalse(market.at(old.contractId(), old.lastTradeNanos()).quoted());
        assertTrue(Tape.of(market, old.contractId(), old.lastTradeNanos() + 1, NOW)
                .markets
                .isEmpty());
        assertFalse(market.at(old.contractId(), NOW).quoted());
        assertFalse(market.at(0, NOW).quoted());
    }
}
