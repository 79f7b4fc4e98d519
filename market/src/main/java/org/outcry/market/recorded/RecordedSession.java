package org.outcry.market.recorded;

import java.util.List;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.market.MarketData.MarketEvents;
import org.outcry.market.bars.BarBuilder;

/** What a recording says, with the windows of its session around it. Any thread. */
record RecordedSession(Recordings recordings, Recording recording, List<SessionWindow> windows) {

    long openNanos() {
        return windows.getFirst().openNanos();
    }

    long closeNanos() {
        return windows.getLast().closeNanos();
    }

    /** The market at a moment between the first open of this session and that of the next. */
    MarketSnapshot at(long timeNanos) {
        long recorded = Math.min(timeNanos, closeNanos() - 1);
        int number = recording.blockAt(recorded);
        MarketSnapshot market = number < 0
                ? before(timeNanos)
                : block(number).snapshot(recording.contractId(), block(number).until(recorded), timeNanos);
        long closed = lastClose(timeNanos);
        return closed == Long.MIN_VALUE || (closed <= market.sequence() && isOpen(timeNanos))
                ? market
                : unquoted(market, Math.max(closed, market.sequence()), timeNanos);
    }

    private boolean isOpen(long timeNanos) {
        return windows.stream().anyMatch(w -> w.openNanos() <= timeNanos && timeNanos < w.closeNanos());
    }

    /** The last close of a window of this session at or before a moment, {@link Long#MIN_VALUE} when none is. */
    private long lastClose(long timeNanos) {
        long closed = Long.MIN_VALUE;
        for (SessionWindow window : windows) {
            if (window.closeNanos() <= timeNanos) {
                closed = window.closeNanos();
            }
        }
        return closed;
    }

    private MarketSnapshot before(long timeNanos) {
        return new MarketSnapshot(
                recording.contractId(),
                openNanos(),
                timeNanos,
                Prices.NONE,
                Prices.NONE,
                Prices.NONE,
                0,
                0,
                Depth.EMPTY,
                Depth.EMPTY);
    }

    /** What is known while nothing is quoted. */
    private static MarketSnapshot unquoted(MarketSnapshot market, long sequence, long timeNanos) {
        return new MarketSnapshot(
                market.contractId(),
                sequence,
                timeNanos,
                Prices.NONE,
                Prices.NONE,
                market.lastTicks(),
                market.lastSize(),
                market.volume(),
                Depth.EMPTY,
                Depth.EMPTY);
    }

    /** Events in {@code (after, until]}; each window that another does not follow at once ends with a market that is not quoted. */
    void events(long after, long until, MarketEvents consumer) {
        long from = after;
        for (int i = 0; i < windows.size() && from < until; i++) {
            SessionWindow window = windows.get(i);
            long close = window.closeNanos();
            inside(from, Math.min(until, close - 1), consumer);
            boolean followed = i + 1 < windows.size() && windows.get(i + 1).openNanos() == close;
            if (!followed && close > after && close <= until) {
                consumer.onQuote(at(close));
            }
            from = Math.max(from, close - 1);
        }
    }

    private void inside(long after, long until, MarketEvents consumer) {
        int number = Math.max(0, recording.blockAt(after));
        for (; number < recording.heads().size(); number++) {
            BlockHead head = recording.heads().get(number);
            if (head.firstNanos() > until) {
                return;
            }
            if (head.lastNanos() > after) {
                block(number).forEach(recording.contractId(), after, until, consumer);
            }
        }
    }

    /** Adds the trades in {@code [from, until)} to a bar. */
    void addTo(BarBuilder bar, long from, long until) {
        int number = Math.max(0, recording.blockAt(from));
        for (; number < recording.heads().size(); number++) {
            BlockHead head = recording.heads().get(number);
            if (head.firstNanos() >= until) {
                return;
            }
            if (head.firstNanos() >= from && head.lastNanos() < until) {
                head.addTo(bar);
            } else if (head.lastNanos() >= from) {
                block(number).addTo(bar, from, until);
            }
        }
    }

    /** The trades in {@code [from, until)}. */
    void trades(long from, long until, Block.Trades trades) {
        int number = Math.max(0, recording.blockAt(from));
        for (; number < recording.heads().size(); number++) {
            if (recording.heads().get(number).firstNanos() >= until) {
                return;
            }
            block(number).trades(from, until, trades);
        }
    }

    private Block block(int number) {
        return recordings.block(recording, number);
    }
}
