package org.outcry.brokerage.marketdata.charts;

import java.util.Optional;
import java.util.function.Consumer;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;

/**
 * Makes the elements of a chart from a contract's market, in order. An element is told of once, when it is complete; the one that
 * grows can be looked at. One thread at a time.
 */
abstract class Source<E> {
    private Consumer<E> complete = element -> {};
    private long growth;

    /** Says that what grows is not what it was. */
    final void grew() {
        growth++;
    }

    /** Differs whenever what grows differs. */
    final long growth() {
        return growth;
    }

    /** Who is told of complete elements from now on. */
    final void tell(Consumer<E> listener) {
        complete = listener;
    }

    final void complete(E element) {
        complete.accept(element);
    }

    abstract void quote(MarketSnapshot market);

    abstract void trade(Trade trade, MarketSnapshot market);

    /** Time passes: completes what cannot grow any more at a moment, nanoseconds UTC. */
    abstract void advance(long nanos);

    /** The element that grows, when there is anything of it. */
    abstract Optional<E> growing();
}
