package org.outcry.market.catalogue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.BusinessDays;
import org.outcry.market.calendar.ChicagoTime;

/** The contracts of one product: last trades, rolls, what is listed, which is in front. Contracts are computed once. */
final class ProductContracts {
    static final int FIRST_YEAR = 1970;
    static final int LAST_YEAR = 2240;

    /** A session date starts at 17:00 Chicago on the weekday before. */
    private static final int SESSION_START_SECOND = 17 * 3600;

    private final Instrument instrument;
    private final ListingRule listing;
    private final LastTradingDay lastTradingDay;
    private final LastTradeTime lastTradeTime;
    private final RollDay rollDay;
    private final ConcurrentHashMap<YearMonth, Dated> contracts = new ConcurrentHashMap<>();

    /** A contract and the instant from which the next one is in front. */
    record Dated(Contract contract, long rollNanos) {}

    ProductContracts(
            Instrument instrument,
            ListingRule listing,
            LastTradingDay lastTradingDay,
            LastTradeTime lastTradeTime,
            RollDay rollDay) {
        this.instrument = instrument;
        this.listing = listing;
        this.lastTradingDay = lastTradingDay;
        this.lastTradeTime = lastTradeTime;
        this.rollDay = rollDay;
    }

    Instrument instrument() {
        return instrument;
    }

    String rollText() {
        return rollDay.text();
    }

    /** The contract of a month, listed or not; empty when the product has none of that name. */
    Optional<Contract> contract(int year, int month) {
        boolean named = year >= FIRST_YEAR
                && year <= LAST_YEAR
                && month >= 1
                && month <= 12
                && MonthCode.lists(instrument.months(), month);
        return named ? Optional.of(dated(YearMonth.of(year, month)).contract()) : Optional.empty();
    }

    private Dated dated(YearMonth month) {
        return contracts.computeIfAbsent(month, this::compute);
    }

    private Dated compute(YearMonth month) {
        LocalDate roll = rollDay.of(month, lastTradingDay);
        String name = String.format(
                Locale.ROOT,
                "%s%c%02d",
                instrument.root(),
                MonthCode.letter(month.getMonthValue()),
                month.getYear() % 100);
        int productId = instrument.product().productId();
        Contract contract = new Contract(
                Contract.id(productId, month.getYear(), month.getMonthValue()),
                productId,
                name,
                month.getYear(),
                month.getMonthValue(),
                lastTradeTime.on(lastTradingDay.of(month)));
        return new Dated(contract, ChicagoTime.nanos(BusinessDays.weekdayBefore(roll), SESSION_START_SECOND));
    }

    /** The nearest of the active months that has not rolled. */
    Dated front(long timeNanos) {
        YearMonth month = monthAt(timeNanos).minusMonths(4);
        while (true) {
            if (MonthCode.lists(instrument.activeMonths(), month.getMonthValue())) {
                Dated candidate = dated(month);
                if (candidate.rollNanos() > timeNanos) {
                    return candidate;
                }
            }
            month = month.plusMonths(1);
        }
    }

    List<Contract> listed(long timeNanos) {
        return listing
                .months(monthAt(timeNanos), month -> dated(month).contract().lastTradeNanos() > timeNanos)
                .stream()
                .map(month -> dated(month).contract())
                .filter(contract -> contract.lastTradeNanos() > timeNanos)
                .toList();
    }

    boolean isListed(Contract contract, long timeNanos) {
        return listed(timeNanos).contains(contract);
    }

    private static YearMonth monthAt(long timeNanos) {
        return YearMonth.from(ChicagoTime.date(timeNanos));
    }
}
