package org.outcry.market.catalogue;

import java.time.LocalDate;
import java.time.LocalTime;
import org.outcry.market.calendar.ChicagoTime;

/** Time of day of the last trade: Chicago's clock, or London's for cryptocurrencies. */
record LastTradeTime(boolean london, int secondOfDay) {
    private static final String LONDON = "LONDON ";

    static LastTradeTime parse(String text) {
        boolean london = text.startsWith(LONDON);
        String clock = london ? text.substring(LONDON.length()) : text;
        return new LastTradeTime(london, LocalTime.parse(clock).toSecondOfDay());
    }

    long on(LocalDate date) {
        return london ? ChicagoTime.londonNanos(date, secondOfDay) : ChicagoTime.nanos(date, secondOfDay);
    }
}
