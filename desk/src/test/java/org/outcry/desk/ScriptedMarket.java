package org.outcry.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;

/** A market that does what a test writes down. Sequences are the nanoseconds of the events. */
public final class ScriptedMarket implements MarketData {
    private final Map<Integer, List<Written>> contracts = new ConcurrentHashMap<>();

    private record Written(MarketSnapshot market, List<Trade> trades) {}

    /** The quote from this moment on. */
    public ScriptedMarket quote(int contractId, long nanos, long bid, long ask, int size) {
        MarketSnapshot before = latest(contractId);
        return add(
                contractId,
                snapshot(contractId, nanos, bid, ask, before.lastTicks(), 0, before.volume(), size),
                List.of());
    }

    /** A trade at this moment; the quote stays. */
    public ScriptedMarket trade(int contractId, long nanos, long price, int size, Side aggressor) {
        MarketSnapshot before = latest(contractId);
        MarketSnapshot after = snapshot(
                contractId,
                nanos,
                before.bidTicks(),
                before.askTicks(),
                price,
                size,
                before.volume() + size,
                before.bids().size(0));
        return add(contractId, after, List.of(new Trade(nanos, price, size, aggressor)));
    }

    private static MarketSnapshot snapshot(
            int contractId, long nanos, long bid, long ask, long last, int lastSize, long volume, int size) {
        return new MarketSnapshot(
                contractId,
                nanos,
                nanos,
                bid,
                ask,
                last,
                lastSize,
                volume,
                Depth.of(size, size, size, size, size),
                Depth.of(size, size, size, size, size));
    }

    private ScriptedMarket add(int contractId, MarketSnapshot market, List<Trade> trades) {
        List<Written> events = events(contractId);
        if (!events.isEmpty() && events.getLast().market.sequence() >= market.sequence()) {
            throw new IllegalArgumentException("events must be written in order");
        }
        events.add(new Written(market, trades));
        return this;
    }

    private MarketSnapshot latest(int contractId) {
        List<Written> events = events(contractId);
        return events.isEmpty() ? unknown(contractId, 0) : events.getLast().market;
    }

    private List<Written> events(int contractId) {
        return contracts.computeIfAbsent(contractId, _ -> new CopyOnWriteArrayList<>());
    }

    private static MarketSnapshot unknown(int contractId, long nanos) {
        return new MarketSnapshot(
                contractId, 0, nanos, Prices.NONE, Prices.NONE, Prices.NONE, 0, 0, Depth.EMPTY, Depth.EMPTY);
    }

    @Override
    public MarketSnapshot at(int contractId, long timeNanos) {
        MarketSnapshot found = unknown(contractId, timeNanos);
        for (Written written : events(contractId)) {
            MarketSnapshot market = written.market;
            if (market.sequence() > timeNanos) {
                break;
            }
            found = new MarketSnapshot(
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
        return found;
    }

    @Override
    public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {
        for (Written written : events(contractId)) {
            long sequence = written.market.sequence();
            if (sequence > afterSequence && sequence <= untilNanos) {
                if (written.trades.isEmpty()) {
                    consumer.onQuote(written.market);
                } else {
                    consumer.onTrade(written.trades.getFirst(), written.market);
                }
            }
        }
    }

    @Override
    public SessionStatistics session(int contractId, long timeNanos) {
        MarketSnapshot now = at(contractId, timeNanos);
        long last = now.lastTicks() == Prices.NONE ? now.bidTicks() : now.lastTicks();
        return new SessionStatistics(20261118, last, last, last, last, last, now.volume());
    }

    /** One bar for each minute, all alike. */
    @Override
    public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
        long minute = 60_000_000_000L;
        List<Bar> bars = new ArrayList<>();
        for (long close = toNanos - Math.floorMod(toNanos, minute);
                close > fromNanos && bars.size() < limit;
                close -= minute) {
            bars.addFirst(new Bar(close - minute, close, 100, 110, 90, 105, 42, 7));
        }
        return bars;
    }
}
