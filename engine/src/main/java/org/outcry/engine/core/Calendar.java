package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.calendar.SessionWindow;

/**
 * Trading windows of one calendar and the session date it is in. A session date runs from the end of the one before it to
 * the close of its own last window. When no later date is known the calendar has ended: the market is closed until more
 * windows come.
 */
final class Calendar {
    final int id;
    final ArrayList<ProductEntry> products = new ArrayList<>();
    final ArrayList<SessionWindow> windows = new ArrayList<>();
    int sessionDate;
    boolean ended;
    /** First window that had not closed when last asked. */
    private int cursor;

    private long nextEndNanos = Long.MAX_VALUE;

    Calendar(int id) {
        this.id = id;
    }

    /** True when the windows stand in order of time and of date, behind those known. */
    boolean accepts(List<SessionWindow> added) {
        long close = windows.isEmpty() ? Long.MIN_VALUE : windows.getLast().closeNanos();
        int date = windows.isEmpty() ? sessionDate : windows.getLast().sessionDate();
        for (SessionWindow window : added) {
            boolean dateKnownToBeOver = ended && window.sessionDate() <= sessionDate;
            if (window.openNanos() < close
                    || window.sessionDate() < date
                    || dateKnownToBeOver
                    || !Dates.valid(window.sessionDate())) {
                return false;
            }
            close = window.closeNanos();
            date = window.sessionDate();
        }
        return true;
    }

    void append(SessionWindow window) {
        windows.add(window);
        nextEndNanos = endOfDate();
    }

    /** When the present session date ends, {@link Long#MAX_VALUE} when it has ended or none began. */
    long nextEndNanos() {
        return nextEndNanos;
    }

    /**
     * Enters the first date whose end lies after a time.
     *
     * @return false when there is none
     */
    boolean enterFrom(long nanos) {
        for (int i = 0; i < windows.size(); i++) {
            int date = windows.get(i).sessionDate();
            int last = i;
            while (last + 1 < windows.size() && windows.get(last + 1).sessionDate() == date) {
                last++;
            }
            if (date > sessionDate && windows.get(last).closeNanos() > nanos) {
                sessionDate = date;
                ended = false;
                nextEndNanos = windows.get(last).closeNanos();
                return true;
            }
            i = last;
        }
        ended = true;
        nextEndNanos = Long.MAX_VALUE;
        return false;
    }

    boolean open(long nanos) {
        while (cursor < windows.size() && windows.get(cursor).closeNanos() <= nanos) {
            cursor++;
        }
        if (cursor > 1024) {
            windows.subList(0, cursor).clear();
            cursor = 0;
        }
        return cursor < windows.size() && windows.get(cursor).openNanos() <= nanos;
    }

    /** When it is open next, after a time at which it is closed; {@link Long#MAX_VALUE} when no window is known. */
    long nextOpenNanos(long nanos) {
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).closeNanos() > nanos) {
                return Math.max(nanos, windows.get(i).openNanos());
            }
        }
        return Long.MAX_VALUE;
    }

    /** Puts its place back after a restart, before its windows come. */
    void restore(int date, boolean hasEnded) {
        sessionDate = date;
        ended = hasEnded;
    }

    private long endOfDate() {
        if (ended || sessionDate == 0) {
            return Long.MAX_VALUE;
        }
        long end = Long.MAX_VALUE;
        for (int i = windows.size() - 1; i >= 0; i--) {
            int date = windows.get(i).sessionDate();
            if (date == sessionDate) {
                return windows.get(i).closeNanos();
            }
            if (date < sessionDate) {
                break;
            }
        }
        return end;
    }
}
