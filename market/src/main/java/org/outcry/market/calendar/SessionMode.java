package org.outcry.market.calendar;

/** Which hours the market keeps. */
public enum SessionMode {
    /**
     * Never closes. A session date runs from 17:00 Chicago on the weekday before to 17:00 on its own day, so a weekend
     * belongs to Monday. Every Monday to Friday is a session date, holidays too: nothing is closed, so nothing folds.
     */
    ALWAYS_OPEN,
    /** The exchange's own hours with breaks, weekends, holidays and early closes. */
    REAL_HOURS
}
