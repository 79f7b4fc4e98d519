package org.outcry.market.catalogue;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.outcry.engine.instrument.Product;
import org.outcry.market.calendar.SessionGroup;
import org.outcry.market.table.FactTable;

/** Reads {@code products.csv} and {@code fees.csv} and refuses a row whose facts contradict each other. */
final class ProductTable {
    private static final BigDecimal BAND_SHARE = new BigDecimal("0.10");
    private static final long LEAST_BAND_TICKS = 200;

    private ProductTable() {}

    static List<ProductContracts> load(RollRule equityRoll) {
        Map<String, Product.Fees> fees = new TreeMap<>();
        FactTable.load(ProductTable.class, "fees.csv")
                .rows()
                .forEach(row -> fees.put(
                        row.text("class"),
                        new Product.Fees(
                                row.micros("exchange"),
                                row.micros("clearing"),
                                row.micros("nfa"),
                                row.micros("brokerage"),
                                row.micros("commission"))));
        return FactTable.load(ProductTable.class, "products.csv")
                .rows()
                .map(row -> product(row, fees, equityRoll))
                .toList();
    }

    private static ProductContracts product(FactTable.Row row, Map<String, Product.Fees> fees, RollRule equityRoll) {
        BigDecimal tick = row.decimal("tick");
        BigDecimal point = row.decimal("point");
        BigDecimal reference = row.decimal("reference_price");
        Product.Fees fee = fees.get(row.text("fees"));
        if (fee == null) {
            throw new IllegalStateException("no fees for class " + row.text("fees"));
        }
        SessionGroup group = SessionGroup.valueOf(row.text("calendar"));
        Product product = new Product(
                row.integer("id"),
                row.text("root"),
                group.calendarId(),
                tick.multiply(point).movePointRight(6).longValueExact(),
                row.micros("initial_margin"),
                row.micros("maintenance_margin"),
                row.integer("protection_ticks"),
                Math.max(
                        LEAST_BAND_TICKS,
                        reference
                                .multiply(BAND_SHARE)
                                .divideToIntegralValue(tick)
                                .longValueExact()),
                row.integer("max_quantity"),
                fee,
                ExchangeIds.exchange(row.text("exchange")),
                ExchangeIds.contractGroup(row.text("class"), row.text("name")));
        TickScale scale = TickScale.of(tick, row.integer("decimals"), PriceFormat.valueOf(row.text("format")));
        Instrument instrument = new Instrument(
                product,
                row.text("root"),
                row.text("exchange"),
                row.text("name"),
                row.text("class"),
                row.text("size"),
                row.text("quote"),
                tick,
                point,
                scale,
                row.text("prefix"),
                row.text("trading_hours"),
                row.text("template"),
                group.name(),
                row.integer("decimals"),
                row.text("months"),
                row.text("active"),
                row.text("settles").equals("physical"),
                reference,
                row.decimal("volatility_percent"),
                row.integer("volume_per_day"),
                row.integer("book"),
                row.integer("spread"),
                LocalTime.parse(row.text("day_open")).toSecondOfDay(),
                LocalTime.parse(row.text("day_close")).toSecondOfDay(),
                words(row.text("sources")),
                words(row.text("approximate")));
        return new ProductContracts(
                instrument,
                ListingRule.parse(row.text("listing")),
                LastTradingDay.parse(row.text("last_trade")),
                LastTradeTime.parse(row.text("last_trade_time")),
                RollDay.parse(row.text("roll"), row.text("first_notice"), equityRoll));
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Arrays.asList(text.split(" ")));
    }
}
