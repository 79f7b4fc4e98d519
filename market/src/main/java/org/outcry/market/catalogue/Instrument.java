package org.outcry.market.catalogue;

import java.math.BigDecimal;
import org.outcry.engine.instrument.Product;

/**
 * One product of the catalogue with everything a front end shows of it; {@code product} is the engine's part.
 */
public record Instrument(
        Product product,
        String root,
        String exchange,
        String description,
        String assetClass,
        BigDecimal tickSize,
        BigDecimal pointValue,
        String tradingHours,
        String sessionTemplate,
        String holidayGroup,
        int decimals,
        String months,
        String activeMonths,
        BigDecimal referencePrice,
        BigDecimal annualVolatilityPercent,
        long volumePerDay,
        int topOfBookSize,
        int spreadTicks) {}
