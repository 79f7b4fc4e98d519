package org.outcry.market.intake;

import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.value.Prices;
import org.outcry.market.calendar.SessionCalendar;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.TickScale;
import org.outcry.market.intake.RawRecord.Aggressor;
import org.outcry.market.recorded.BookTop;

/**
 * Turns records as files have them into the events of one contract: ticks, strictly rising time, and a side and a book for every
 * trade. What the rules are is said in docs/operate/import.md. One thread.
 */
final class Normaliser {
    /** Exchanges and vendors hand over records a little out of order; they are then put just behind the one before. */
    private static final long LATE_NANOS = 1_000_000_000L;
    /** 2170-01-01. */
    private static final long LATEST_NANOS = 6_311_433_600_000_000_000L;

    private final Contract contract;
    private final SessionCalendar calendar;
    private final long billionthsPerTick;
    private final boolean quotes;
    private final int spreadTicks;
    private final int shownSize;

    private long nanos;
    private BookTop top = BookTop.EMPTY;
    private long lastPrice = Prices.NONE;
    private boolean lastBuy = true;

    /** The window the last event lies in. */
    private Optional<SessionWindow> window = Optional.empty();

    private boolean quoteChanged;
    private boolean traded;
    private int tradeSize;

    /** @param quotes whether the source has quotes; without, they are made from its trades */
    Normaliser(Contract contract, Instrument instrument, SessionCalendar calendar, boolean quotes) {
        this.contract = contract;
        this.calendar = calendar;
        this.quotes = quotes;
        this.billionthsPerTick = billionths(instrument.scale());
        this.spreadTicks = Math.max(1, instrument.spreadTicks());
        this.shownSize = Math.max(1, instrument.topOfBookSize());
    }

    private static long billionths(TickScale scale) {
        return scale.tickSize().movePointRight(9).longValueExact();
    }

    /** What the events so far leave behind; a run that resumes begins from it. */
    record State(long nanos, BookTop top, long lastPrice, boolean lastBuy) {}

    State state() {
        return new State(nanos, top, lastPrice, lastBuy);
    }

    void restore(State state) {
        nanos = state.nanos();
        top = state.top();
        lastPrice = state.lastPrice();
        lastBuy = state.lastBuy();
        window = nanos == 0 ? Optional.empty() : calendar.at(nanos);
    }

    /** Takes a record of this contract, or says why not; a record that is refused changes nothing. */
    Optional<Reason> take(RawRecord raw) {
        if (raw.problem.isPresent()) {
            return raw.problem;
        }
        if (raw.nanos <= 0 || raw.nanos >= LATEST_NANOS) {
            return Optional.of(Reason.TIME);
        }
        if (raw.nanos < nanos - LATE_NANOS) {
            return Optional.of(Reason.ORDER);
        }
        if (raw.nanos > contract.lastTradeNanos()) {
            return Optional.of(Reason.EXPIRED);
        }
        if (!raw.quote && !raw.trade) {
            return Optional.of(Reason.NOTHING);
        }
        long time = Math.max(raw.nanos, nanos + 1);
        Optional<SessionWindow> its = window.filter(w -> w.openNanos() <= time && time < w.closeNanos())
                .or(() -> calendar.at(time));
        return its.isEmpty() ? Optional.of(Reason.CLOSED) : quoteAndTrade(raw, time, its.get());
    }

    private Optional<Reason> quoteAndTrade(RawRecord raw, long time, SessionWindow its) {
        // A session begins without a book.
        boolean same = window.isPresent() && window.get().sessionDate() == its.sessionDate();
        BookTop before = same ? top : BookTop.EMPTY;
        BookTop book = before;
        if (raw.quote) {
            if (!onTick(raw.bid) || !onTick(raw.ask)) {
                return Optional.of(Reason.OFF_TICK);
            }
            if (!shown(raw.bid, raw.bidSize) || !shown(raw.ask, raw.askSize)) {
                return Optional.of(Reason.SIZE);
            }
            if (raw.bid != RawRecord.NO_PRICE && raw.ask != RawRecord.NO_PRICE && raw.bid >= raw.ask) {
                return Optional.of(Reason.CROSSED);
            }
            book = new BookTop(
                    ticks(raw.bid),
                    raw.bid == RawRecord.NO_PRICE ? 0 : (int) raw.bidSize,
                    ticks(raw.ask),
                    raw.ask == RawRecord.NO_PRICE ? 0 : (int) raw.askSize);
        }
        if (raw.trade) {
            if (!onTick(raw.price)) {
                return Optional.of(Reason.OFF_TICK);
            }
            if (raw.size < 1 || raw.size > Integer.MAX_VALUE) {
                return Optional.of(Reason.SIZE);
            }
            long price = ticks(raw.price);
            boolean buy = buys(raw.aggressor, price, book);
            if (!quotes) {
                book = buy
                        ? new BookTop(price - spreadTicks, shownSize, price, shownSize)
                        : new BookTop(price, shownSize, price + spreadTicks, shownSize);
            }
            lastPrice = price;
            lastBuy = buy;
            tradeSize = (int) raw.size;
        }
        quoteChanged = !book.equals(before);
        top = book;
        traded = raw.trade;
        nanos = time;
        window = Optional.of(its);
        return Optional.empty();
    }

    private boolean buys(Aggressor aggressor, long price, BookTop book) {
        return switch (aggressor) {
            case BUY -> true;
            case SELL -> false;
            case UNKNOWN -> {
                if (quotes && book.askTicks() != Prices.NONE && price >= book.askTicks()) {
                    yield true;
                }
                if (quotes && book.bidTicks() != Prices.NONE && price <= book.bidTicks()) {
                    yield false;
                }
                // The tick rule: up is a buyer, down a seller, the same price the same side again.
                yield (lastPrice == Prices.NONE || price == lastPrice) ? lastBuy : price > lastPrice;
            }
        };
    }

    private boolean onTick(long billionths) {
        return billionths == RawRecord.NO_PRICE || billionths % billionthsPerTick == 0;
    }

    private long ticks(long billionths) {
        return billionths == RawRecord.NO_PRICE ? Prices.NONE : billionths / billionthsPerTick;
    }

    private static boolean shown(long price, long size) {
        return price == RawRecord.NO_PRICE || (size >= 1 && size <= Integer.MAX_VALUE);
    }

    /** Session date of the record just taken. */
    int sessionDate() {
        return window.map(SessionWindow::sessionDate).orElse(0);
    }

    /** Time of the record just taken: of its quote, and of its trade when the quote did not change. */
    long nanos() {
        return nanos;
    }

    /** A trade behind a changed quote happens a nanosecond after it. */
    void step() {
        nanos++;
    }

    boolean quoteChanged() {
        return quoteChanged;
    }

    boolean traded() {
        return traded;
    }

    BookTop top() {
        return top;
    }

    long tradePrice() {
        return lastPrice;
    }

    int tradeSize() {
        return tradeSize;
    }

    boolean tradeBuys() {
        return lastBuy;
    }
}
