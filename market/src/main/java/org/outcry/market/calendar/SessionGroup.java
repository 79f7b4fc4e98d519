package org.outcry.market.calendar;

/**
 * Products that keep the same hours all year, holidays included. The id is what the log stores and never changes.
 */
public enum SessionGroup {
    /** Equity index. */
    EQ(1),
    /** Interest rates. */
    IR(2),
    /** Energy and metals. */
    EM(3),
    /** Currencies. */
    FX(4),
    /** Cryptocurrencies, on the classic weekly hours. */
    CR(5),
    /** Grains and oilseeds. */
    GR(6),
    /** Livestock. */
    LS(7),
    /** Cboe volatility index. */
    VX(8);

    private final int calendarId;

    SessionGroup(int calendarId) {
        this.calendarId = calendarId;
    }

    public int calendarId() {
        return calendarId;
    }
}
