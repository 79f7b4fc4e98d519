package org.outcry.harness.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;

/**
 * A market that was written down before the run, event by event, so that a checker can look up what the market was. It is wilder
 * than a real one: gaps, wide spreads, thin and empty levels, bursts at one instant.
 */
public final class WrittenMarket implements MarketData {
    /** One line of the tape; the trade is empty for a quote change. */
    public record Line(MarketSnapshot market, Optional<Trade> trade) {}

    private final Map<Integer, List<Line>> tapes = new LinkedHashMap<>();

    /** Adds a line; sequences of one contract must grow. */
    public void write(MarketSnapshot market, Optional<Trade> trade) {
        List<Line> tape = tapes.computeIfAbsent(market.contractId(), id -> new ArrayList<>());
        if (!tape.isEmpty() && tape.getLast().market.sequence() >= market.sequence()) {
            throw new IllegalArgumentException("sequence does not grow: " + market);
        }
        tape.add(new Line(market, trade));
    }

    /** Writes a random walk of one contract; {@code meanGapNanos} is the average time between two events. */
    public void writeWalk(
            int contractId, long fromNanos, long toNanos, long startTicks, long meanGapNanos, Chance chance) {
        long bid = startTicks;
        long ask = bid + 1;
        long last = bid;
        int lastSize = 1;
        long volume = 0;
        long time = fromNanos;
        while (time <= toNanos) {
            Optional<Trade> trade = Optional.empty();
            int what = chance.between(0, 99);
            if (what < 40) {
                Side aggressor = chance.percent(50) ? Side.BUY : Side.SELL;
                last = aggressor == Side.BUY ? ask : bid;
                lastSize = chance.between(1, chance.percent(10) ? 60 : 6);
                volume += lastSize;
                trade = Optional.of(new Trade(time, last, lastSize, aggressor));
            } else if (what < 85) {
                bid += chance.between(-1, 1);
                ask = bid + (chance.oneIn(8) ? chance.between(2, 5) : 1);
            } else if (what < 88) {
                bid += chance.between(-12, 12);
                ask = bid + 1;
            }
            write(
                    new MarketSnapshot(
                            contractId, time, time, bid, ask, last, lastSize, volume, depth(chance), depth(chance)),
                    trade);
            time += chance.oneIn(12) ? 1 : chance.between(meanGapNanos / 4, meanGapNanos * 7 / 4);
        }
    }

    private static Depth depth(Chance chance) {
        int[] sizes = new int[chance.between(1, 10)];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i > 0 && chance.oneIn(9) ? 0 : chance.between(1, chance.oneIn(3) ? 3 : 40);
        }
        return Depth.of(sizes);
    }

    /** The tape of one contract, oldest first. */
    public List<Line> tape(int contractId) {
        return tapes.getOrDefault(contractId, List.of());
    }

    /** The line with exactly that sequence. */
    public Optional<Line> line(int contractId, long sequence) {
        List<Line> tape = tape(contractId);
        int index = lastAtOrBefore(tape, sequence);
        return index >= 0 && tape.get(index).market.sequence() == sequence
                ? Optional.of(tape.get(index))
                : Optional.empty();
    }

    @Override
    public MarketSnapshot at(int contractId, long timeNanos) {
        List<Line> tape = tape(contractId);
        int index = lastAtOrBefore(tape, timeNanos);
        if (index < 0) {
            return new MarketSnapshot(
                    contractId, 0, timeNanos, Prices.NONE, Prices.NONE, Prices.NONE, 0, 0, Depth.EMPTY, Depth.EMPTY);
        }
        MarketSnapshot market = tape.get(index).market;
        return new MarketSnapshot(
                contractId,
                market.sequence(),
                timeNanos,
                market.bidTicks(),
                market.askTicks(),
                market.lastTicks(),
                market.lastSize(),
                market.volume(),
                market.bids(),
                market.asks());
    }

    @Override
    public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {
        List<Line> tape = tape(contractId);
        for (int i = lastAtOrBefore(tape, afterSequence) + 1;
                i < tape.size() && tape.get(i).market.sequence() <= untilNanos;
                i++) {
            Line line = tape.get(i);
            line.trade.ifPresentOrElse(
                    trade -> consumer.onTrade(trade, line.market), () -> consumer.onQuote(line.market));
        }
    }

    @Override
    public SessionStatistics session(int contractId, long timeNanos) {
        List<Line> tape = tape(contractId);
        int end = lastAtOrBefore(tape, timeNanos);
        if (end < 0) {
            return new SessionStatistics(0, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, Prices.NONE, 0);
        }
        MarketSnapshot market = tape.get(end).market;
        long last = market.lastTicks();
        return new SessionStatistics(
                0, tape.getFirst().market.lastTicks(), last, last, last, Prices.NONE, market.volume());
    }

    /** A written market has no bars: nothing the simulation checks is made of them. */
    @Override
    public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
        return List.of();
    }

    private static int lastAtOrBefore(List<Line> tape, long sequence) {
        int low = 0;
        int high = tape.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (tape.get(middle).market.sequence() <= sequence) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }
}
