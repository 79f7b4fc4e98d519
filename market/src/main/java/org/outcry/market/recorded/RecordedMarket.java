package org.outcry.market.recorded;

import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.market.Bar;
import org.outcry.market.BarPeriod;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.market.bars.BarBuilder;
import org.outcry.market.calendar.SessionCalendar;
import org.outcry.market.catalogue.Catalogue;

/**
 * A market that plays the recorded sessions of each contract, and another market where none is recorded. A session is one or
 * the other as a whole: before the first event of a recorded session nothing is quoted. A moment between two sessions belongs to
 * the one that ended. Depth is what was recorded: the best level. Any thread.
 */
public final class RecordedMarket implements MarketData {
    private final Catalogue catalogue;
    private final Recordings recordings;
    private final MarketData otherwise;

    public RecordedMarket(Catalogue catalogue, Recordings recordings, MarketData otherwise) {
        this.catalogue = catalogue;
        this.recordings = recordings;
        this.otherwise = otherwise;
    }

    @Override
    public MarketSnapshot at(int contractId, long timeNanos) {
        return recordedAt(contractId, timeNanos)
                .map(session -> session.at(timeNanos))
                .orElseGet(() -> otherwise.at(contractId, timeNanos));
    }

    @Override
    public void events(int contractId, long afterSequence, long untilNanos, MarketEvents consumer) {
        Optional<Contract> contract = catalogue.contract(contractId);
        if (contract.isEmpty()) {
            return;
        }
        SessionCalendar calendar = catalogue.calendarOf(contract.get().productId());
        long after = Math.max(afterSequence, 0);
        while (after < untilNanos) {
            List<SessionWindow> windows = calendar.session(dateAt(calendar, after + 1));
            long next = nextOpen(calendar, windows);
            long until = Math.min(untilNanos, next - 1);
            Optional<RecordedSession> session = recorded(contract.get(), windows);
            if (session.isPresent()) {
                session.get().events(after, until, consumer);
            } else {
                otherwise.events(contractId, after, until, consumer);
            }
            after = until;
        }
    }

    @Override
    public SessionStatistics session(int contractId, long timeNanos) {
        Optional<RecordedSession> session = recordedAt(contractId, timeNanos);
        if (session.isEmpty()) {
            return otherwise.session(contractId, timeNanos);
        }
        RecordedSession found = session.get();
        BarBuilder bar = new BarBuilder();
        found.addTo(bar, found.openNanos(), timeNanos + 1);
        long previous = lastTicks(contractId, found.openNanos() - 1);
        int date = found.recording().sessionDate();
        if (bar.isEmpty()) {
            return new SessionStatistics(date, Prices.NONE, Prices.NONE, Prices.NONE, previous, previous, 0);
        }
        Bar total = bar.bar(0, 0);
        return new SessionStatistics(
                date,
                total.openTicks(),
                total.highTicks(),
                total.lowTicks(),
                total.closeTicks(),
                previous,
                total.volume());
    }

    @Override
    public List<Bar> bars(int contractId, BarPeriod period, long fromNanos, long toNanos, int limit) {
        Optional<Contract> contract = catalogue.contract(contractId);
        if (contract.isEmpty() || limit < 1) {
            return List.of();
        }
        if (!recordings.any(contract.get())) {
            return otherwise.bars(contractId, period, fromNanos, toNanos, limit);
        }
        return new RecordedBars(this, otherwise, contract.get(), period, fromNanos, toNanos, limit).find();
    }

    SessionCalendar calendar(Contract contract) {
        return catalogue.calendarOf(contract.productId());
    }

    private Optional<RecordedSession> recordedAt(int contractId, long timeNanos) {
        return catalogue.contract(contractId).flatMap(contract -> {
            SessionCalendar calendar = calendar(contract);
            return recorded(contract, calendar.session(dateAt(calendar, timeNanos)));
        });
    }

    Optional<RecordedSession> recorded(Contract contract, List<SessionWindow> windows) {
        return windows.isEmpty()
                ? Optional.empty()
                : recordings
                        .find(contract, windows.getFirst().sessionDate())
                        .map(recording -> new RecordedSession(recordings, recording, windows));
    }

    /** The session a moment lies in, or the one that ended before it. */
    private static int dateAt(SessionCalendar calendar, long nanos) {
        return calendar.at(nanos).orElseGet(() -> calendar.previous(nanos)).sessionDate();
    }

    /** When the session after these windows opens. */
    private static long nextOpen(SessionCalendar calendar, List<SessionWindow> windows) {
        return calendar.atOrNext(windows.getLast().closeNanos()).openNanos();
    }
}
