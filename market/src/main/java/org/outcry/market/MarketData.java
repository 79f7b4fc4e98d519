package org.outcry.market;

import java.util.List;
import java.util.function.Consumer;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;

/**
 * A source of prices. All answers about one contract agree with each other: bars are made of its trades, every trade
 * prints at the bid or the ask in force, and history equals what was live. Any thread.
 */
public interface MarketData {
    /** The market of a contract at an instant; not {@link MarketSnapshot#quoted()} when unknown or closed. */
    MarketSnapshot at(int contractId, long timeNanos);

    /** The last traded price alone, as {@link #at} has it; {@link org.outcry.engine.value.Prices#NONE} when there is none. */
    default long lastTicks(int contractId, long timeNanos) {
        return at(contractId, timeNanos).lastTicks();
    }

    /** Every quote change and trade with a sequence in {@code (afterSequence, untilNanos]}, in order. */
    void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer);

    /** The trades of {@link #events} alone, in order: cheaper where nobody looks at the book. */
    default void trades(int contractId, long afterSequence, long untilNanos, Consumer<Trade> consumer) {
        events(contractId, afterSequence, untilNanos, new MarketEvents() {
            @Override
            public void onQuote(MarketSnapshot market) {
                // Nobody asked.
            }

            @Override
            public void onTrade(Trade trade, MarketSnapshot market) {
                consumer.accept(trade);
            }
        });
    }

    /** Open, high, low, close and volume of the session a moment lies in, up to that moment. */
    SessionStatistics session(int contractId, long timeNanos);

    /** Bars whose close time lies in {@code (fromNanos, toNanos]}, the most recent {@code limit} of them, ascending. */
    List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit);

    /** Hears market events in order. */
    interface MarketEvents {
        void onQuote(MarketSnapshot market);

        /** The trade and the market just after it. */
        void onTrade(Trade trade, MarketSnapshot market);
    }
}
