package org.outcry.market.recorded;

import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData.MarketEvents;
import org.outcry.market.bars.BarBuilder;

/** Some thousand events of a recording, in order. Filled by one thread, then only read, by any. */
final class Block {
    static final int EVENTS = 4096;

    final BlockHead head;
    final long[] nanos;
    final long[] bid;
    final int[] bidSize;
    final long[] ask;
    final int[] askSize;
    final long[] price;
    /** 0 for a quote. */
    final int[] size;

    final boolean[] buy;

    Block(BlockHead head) {
        this.head = head;
        int count = head.count();
        nanos = new long[count];
        bid = new long[count];
        bidSize = new int[count];
        ask = new long[count];
        askSize = new int[count];
        price = new long[count];
        size = new int[count];
        buy = new boolean[count];
    }

    int count() {
        return nanos.length;
    }

    /** How many events happened up to a moment. */
    int until(long timeNanos) {
        int low = 0;
        int high = nanos.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos[middle] <= timeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The market after the first {@code done} events, at least one. */
    MarketSnapshot snapshot(int contractId, int done, long timeNanos) {
        long last = head.lastTicks();
        int lastSize = head.lastSize();
        long volume = head.volume();
        for (int i = 0; i < done; i++) {
            if (size[i] > 0) {
                last = price[i];
                lastSize = size[i];
                volume += size[i];
            }
        }
        return snapshot(contractId, done - 1, timeNanos, last, lastSize, volume);
    }

    private MarketSnapshot snapshot(int contractId, int event, long timeNanos, long last, int lastSize, long volume) {
        return new MarketSnapshot(
                contractId,
                nanos[event],
                timeNanos,
                bid[event],
                ask[event],
                last,
                lastSize,
                volume,
                bid[event] == Prices.NONE ? Depth.EMPTY : Depth.of(bidSize[event]),
                ask[event] == Prices.NONE ? Depth.EMPTY : Depth.of(askSize[event]));
    }

    /** Events in {@code (after, until]}. */
    void forEach(int contractId, long after, long until, MarketEvents consumer) {
        long last = head.lastTicks();
        int lastSize = head.lastSize();
        long volume = head.volume();
        for (int i = 0; i < nanos.length && nanos[i] <= until; i++) {
            boolean trade = size[i] > 0;
            if (trade) {
                last = price[i];
                lastSize = size[i];
                volume += size[i];
            }
            if (nanos[i] > after) {
                MarketSnapshot market = snapshot(contractId, i, nanos[i], last, lastSize, volume);
                if (trade) {
                    consumer.onTrade(new Trade(nanos[i], price[i], size[i], buy[i] ? Side.BUY : Side.SELL), market);
                } else {
                    consumer.onQuote(market);
                }
            }
        }
    }

    /** Hears trades in order. */
    interface Trades {
        void add(long nanos, long priceTicks, int size);
    }

    /** The trades in {@code [from, until)}. */
    void trades(long from, long until, Trades trades) {
        for (int i = 0; i < nanos.length && nanos[i] < until; i++) {
            if (size[i] > 0 && nanos[i] >= from) {
                trades.add(nanos[i], price[i], size[i]);
            }
        }
    }

    /** Adds the trades in {@code [from, until)} to a bar. */
    void addTo(BarBuilder bar, long from, long until) {
        trades(from, until, (ignored, priceTicks, contracts) -> bar.add(priceTicks, contracts));
    }
}
