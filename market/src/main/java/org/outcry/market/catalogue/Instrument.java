package org.outcry.market.catalogue;

import java.math.BigDecimal;
import java.util.Set;
import org.outcry.engine.instrument.Product;

/**
 * One product of the catalogue with everything a front end shows of it; {@code product} is the engine's part.
 *
 * @param product terms the engine needs
 * @param root exchange root, such as {@code ES}
 * @param exchange where it trades: CME, CBOT, NYMEX, COMEX or CFE
 * @param description full name, such as {@code E-mini S&P 500}
 * @param assetClass such as {@code equity index}
 * @param contractSize what one contract is, such as {@code 1000 barrel}
 * @param quoteUnit what one point is, such as {@code US cents/bushel}
 * @param tickSize smallest price step
 * @param pointValue dollars for one full point of one contract
 * @param scale ticks to written prices and back
 * @param tradingViewPrefix exchange part of a TradingView name, such as {@code CME_MINI}
 * @param tradingHours NinjaTrader's name of the session template
 * @param sessionTemplate our name of it, such as {@code GLOBEX_23H}
 * @param holidayGroup which holiday hours it keeps, such as {@code EQ}
 * @param decimals digits behind the point that write every tick
 * @param months letters of the months it may be listed in
 * @param activeMonths letters of the months that can be front month
 * @param physical true when it is settled by delivery
 * @param referencePrice a price to start a simulated market from, about autumn 2025
 * @param annualVolatilityPercent illustrative
 * @param volumePerDay illustrative, contracts of the front month
 * @param topOfBookSize illustrative, contracts at the best price in day hours
 * @param spreadTicks illustrative, usual spread in day hours
 * @param dayOpenSecond start of the busy day hours, seconds after Chicago midnight
 * @param dayCloseSecond end of the busy day hours, seconds after Chicago midnight
 * @param sources keys into the source list of docs/instruments.md
 * @param approximate columns of products.csv that no source was read for
 */
public record Instrument(
        Product product,
        String root,
        String exchange,
        String description,
        String assetClass,
        String contractSize,
        String quoteUnit,
        BigDecimal tickSize,
        BigDecimal pointValue,
        TickScale scale,
        String tradingViewPrefix,
        String tradingHours,
        String sessionTemplate,
        String holidayGroup,
        int decimals,
        String months,
        String activeMonths,
        boolean physical,
        BigDecimal referencePrice,
        BigDecimal annualVolatilityPercent,
        long volumePerDay,
        int topOfBookSize,
        int spreadTicks,
        int dayOpenSecond,
        int dayCloseSecond,
        Set<String> sources,
        Set<String> approximate) {
    public Instrument {
        sources = Set.copyOf(sources);
        approximate = Set.copyOf(approximate);
    }
}
