package org.outcry.market.procedural;

import java.time.Instant;
import java.time.LocalDate;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.RollRule;

/** Opens one contract of one seed for measurement, below the public door. */
final class MarketLab {
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);
    /** 17:00 to 16:00: the minutes of a weekday without the maintenance hour. */
    static final int MINUTES = 1380;

    final ContractModel model;
    final FamilyClocks clocks;

    MarketLab(String root, long seed, long timeNanos) {
        this(root, seed, timeNanos, Clustering.STANDARD);
    }

    MarketLab(String root, long seed, long timeNanos, Clustering clustering) {
        Instrument instrument = CATALOGUE.instrument(root).orElseThrow();
        Contract contract = CATALOGUE.front(instrument.product().productId(), timeNanos);
        long key = ProceduralMarket.seedKey(seed);
        model = ContractModel.of(CATALOGUE, contract, instrument, key).with(clustering);
        SeasonalClock.DayTable days = new SeasonalClock.DayTable(new NewsCalendar(Mix.key(key, Stream.NEWS)));
        clocks = FamilyClocks.of(DayCurves.load(), model.family().shape(), days, SessionMode.ALWAYS_OPEN);
    }

    static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * ChicagoTime.NANOS;
    }

    /** First minute of the session of a weekday, minutes since 1970. */
    static long firstMinute(LocalDate date) {
        return ChicagoTime.nanos(date.toEpochDay() - 1, 17 * 3600) / SeasonalClock.MINUTE_NANOS;
    }

    /** The next weekday. */
    static LocalDate next(LocalDate date) {
        LocalDate next = date.plusDays(1);
        while (next.getDayOfWeek().getValue() > 5) {
            next = next.plusDays(1);
        }
        return next;
    }
}
