package org.outcry.feed;

import java.util.Optional;
import org.outcry.engine.Watch;
import org.outcry.market.MarketData;

/**
 * Knows when a past market next touches a watch, so that a feed that is stepped may leave out the instants in between. It looks farther
 * and farther ahead while the watch stays as it is. The feed's thread.
 */
final class LookAhead {
    private static final long SHORTEST_NANOS = 250_000_000L;
    private static final long LONGEST_NANOS = 64_000_000_000L;

    private final int contractId;
    private final MarketData market;
    /** Of the watch it looked for. */
    private long version = Long.MIN_VALUE;

    private Optional<FirstTouch> touch = Optional.empty();
    /** No event up to here touches the watch. */
    private long quietUntil;

    private long length;

    LookAhead(int contractId, MarketData market) {
        this.contractId = contractId;
        this.market = market;
    }

    /** The first event behind a cursor, up to a moment, that touches a watch; empty when there is none. */
    Optional<FirstTouch> touch(Watch watch, long cursor, long until) {
        boolean served = touch.isPresent() && touch.get().sequence() <= cursor;
        if (watch.version() != version || served || cursor > quietUntil) {
            version = watch.version();
            touch = Optional.empty();
            quietUntil = cursor;
            length = SHORTEST_NANOS;
        }
        while (touch.isEmpty() && quietUntil < until) {
            FirstTouch first = new FirstTouch(watch);
            market.events(contractId, quietUntil, quietUntil + length, first);
            if (first.found()) {
                touch = Optional.of(first);
                quietUntil = first.sequence() - 1;
            } else {
                quietUntil += length;
                length = Math.min(2 * length, LONGEST_NANOS);
            }
        }
        return touch.filter(first -> first.sequence() <= until);
    }

    /** When to ask again at the latest, while neither watch nor cursor is set back. */
    long next() {
        return touch.map(FirstTouch::sequence).orElse(quietUntil + 1);
    }
}
