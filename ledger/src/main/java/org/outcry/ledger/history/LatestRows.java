package org.outcry.ledger.history;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.outcry.engine.event.Event;
import org.outcry.ledger.history.RowBatch.Table;

/** What changes often and of which only the latest counts: one row of each thing for a batch, however often it changed. One thread. */
final class LatestRows {
    private final Map<Holding, Object[]> positions = new LinkedHashMap<>();
    private final Map<Long, Object[]> margins = new LinkedHashMap<>();
    private final Map<Long, Object[]> peaks = new LinkedHashMap<>();

    private record Holding(long accountId, int contractId, int sessionDate) {}

    void position(long logPosition, int ordinal, Event.PositionChanged e) {
        positions.put(new Holding(e.accountId(), e.contractId(), e.sessionDate()), new Object[] {
            e.accountId(),
            e.contractId(),
            e.sessionDate(),
            e.positionId(),
            e.net(),
            e.openTicks(),
            e.bought(),
            e.boughtTicks(),
            e.sold(),
            e.soldTicks(),
            e.previousNet(),
            e.previousTicks(),
            e.timeNanos(),
            logPosition,
            ordinal
        });
    }

    void margin(long logPosition, int ordinal, Event.MarginChanged e) {
        margins.put(
                e.accountId(),
                new Object[] {e.accountId(), e.usedMicros(), e.positionMicros(), e.timeNanos(), logPosition, ordinal});
    }

    void peaks(long logPosition, int ordinal, Event.PeaksChanged e) {
        peaks.put(e.accountId(), new Object[] {
            e.accountId(),
            e.peaks().profitMicros(),
            e.peaks().netLiquidationMicros(),
            e.peaks().openProfitMicros(),
            e.timeNanos(),
            logPosition,
            ordinal
        });
    }

    /** Puts every row into the batch; they stay here until {@link #clear}. */
    void flush(RowBatch batch) throws SQLException {
        for (Object[] position : positions.values()) {
            batch.put(Table.POSITIONS, position);
        }
        for (Object[] margin : margins.values()) {
            batch.put(Table.MARGINS, margin);
        }
        for (Object[] peak : peaks.values()) {
            batch.put(Table.PEAKS, peak);
        }
    }

    void clear() {
        positions.clear();
        margins.clear();
        peaks.clear();
    }
}
