package org.outcry.brokerage.rows;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Product;
import org.outcry.market.calendar.ChicagoTime;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.PriceFormat;

/**
 * Rows that no order moves: the contract library and the small lists around it. Ids are the catalogue's, and for exchanges,
 * currencies and contract groups those seen on the original.
 */
public final class ReferenceRows {
    public static final long CLEARING_HOUSE = 2;
    public static final long MULTI_BRACKET = 2;
    private static final long USD = 1;
    private static final long FIRST_HOUR = 17 * 3600;
    /** What the catalogue says it has said since this day. */
    private static final long SINCE_NANOS =
            LocalDate.of(2025, 1, 1).toEpochDay() * ChicagoTime.DAY_SECONDS * ChicagoTime.NANOS;
    /** A Wednesday without a holiday near it. */
    private static final int USUAL_DAY = 20260114;

    /** A row that is only an id and a name. */
    record Named(long id, String name) {}

    /** A currency and its sign. */
    record Money(long id, String name, String symbol) {}

    private static final List<Money> CURRENCIES = List.of(
            new Money(1, "USD", "$"),
            new Money(2, "EUR", "€"),
            new Money(3, "AUD", "A$"),
            new Money(4, "GBP", "£"),
            new Money(5, "CAD", "C$"),
            new Money(6, "JPY", "¥"),
            new Money(7, "MXN", "Mex$"),
            new Money(8, "NZD", "NZ$"),
            new Money(9, "CHF", "CHF"));

    private static final List<Named> EXCHANGES = List.of(
            new Named(1, "CBOT"),
            new Named(2, "CME"),
            new Named(3, "NYMEX"),
            new Named(4, "COMEX"),
            new Named(5, "ICE Europe Financials"),
            new Named(6, "EUREX"),
            new Named(7, "MGE"),
            new Named(8, "LIFFE"),
            new Named(9, "ICE Futures US"),
            new Named(10, "ICE Europe Commodities"),
            new Named(12, "Coinbase"),
            new Named(15, "Coinbase Derivatives"),
            new Named(17, "CBOE"),
            new Named(19, "Kalshi"),
            new Named(21, "MOCK"));

    private static final List<Named> GROUPS = List.of(
            new Named(1, "General"),
            new Named(2, "Indices"),
            new Named(3, "Financials"),
            new Named(4, "Metals"),
            new Named(5, "Grains"),
            new Named(6, "Currencies"),
            new Named(7, "Meats"),
            new Named(8, "Softs"),
            new Named(9, "Energies"),
            new Named(10, "E-Mini Indices"),
            new Named(12, "Cryptocurrencies"),
            new Named(14, "Event Contracts"),
            new Named(15, "Micro Indices"),
            new Named(16, "Crypto Indices"));

    private static final Map<String, Long> EXCHANGE_IDS =
            Map.of("CBOT", 1L, "CME", 2L, "NYMEX", 3L, "COMEX", 4L, "CFE", 17L);

    static final Projection<Money> CURRENCY = Projection.of("currency", Money::id)
            .name(Money::name)
            .text("name", "ids and names of the original", Money::name)
            .text("symbol", "ids and names of the original", Money::symbol)
            .build();

    static final Projection<Money> RATE = Projection.of("currencyRate", Money::id)
            .master(Money::id)
            .time("timestamp", "constant: a dollar is a dollar", m -> SINCE_NANOS)
            .write("rate", "constant: a dollar is a dollar", true, (json, member, m) -> json.money(member, 1_000_000))
            .build();

    static final Projection<Named> EXCHANGE = named("exchange");
    static final Projection<Named> GROUP = named("contractGroup");
    static final Projection<Named> HOUSE = named("clearingHouse");

    static final Projection<Named> STRATEGY_TYPE = Projection.of("orderStrategyType", Named::id)
            .name(Named::name)
            .text("name", "constant", Named::name)
            .flag("enabled", "constant", n -> true)
            .build();

    static final Projection<Instrument> PRODUCT = Projection.of("product", ReferenceRows::productId)
            .master(ReferenceRows::exchangeId)
            .name(Instrument::root)
            .text("name", "catalogue: root", Instrument::root)
            .whole("currencyId", "constant USD: every product of the catalogue settles in it", i -> USD)
            .text("productType", "constant: the catalogue has futures alone", i -> "Futures")
            .text("description", "catalogue: description", Instrument::description)
            .whole("exchangeId", "catalogue: exchange", ReferenceRows::exchangeId)
            .whole("contractGroupId", "catalogue: assetClass", ReferenceRows::groupId)
            .text("status", "constant: every product of the catalogue can be traded", i -> "ReadyToTrade")
            .text("months", "catalogue: months", Instrument::months)
            .flag("isSecured", "constant: none demands its full value", i -> false)
            .write(
                    "valuePerPoint",
                    "catalogue: pointValue",
                    true,
                    (json, member, i) -> json.put(member, i.pointValue()))
            .text("priceFormatType", "catalogue: scale", i -> fractional(i) ? "Fractional" : "Decimal")
            .whole("priceFormat", "catalogue: decimals, or steps of a point", ReferenceRows::priceFormat)
            .write("tickSize", "catalogue: tickSize", true, (json, member, i) -> json.put(member, i.tickSize()))
            .build();

    /** Terms that the engine may be told anew. */
    public static final Projection<Product> PRODUCT_MARGIN = Projection.<Product>of("productMargin", Product::productId)
            .master(Product::productId)
            .money("initialMargin", "ProductDefined, Product.initialMarginMicros", Product::initialMarginMicros)
            .money(
                    "maintenanceMargin",
                    "ProductDefined, Product.maintenanceMarginMicros",
                    Product::maintenanceMarginMicros)
            .time("timestamp", "constant: the day of the catalogue", p -> SINCE_NANOS)
            .build();

    /** What a product trades on a usual day. */
    record Hours(long productId, int openSecond, int closeSecond, boolean allDay) {}

    static final Projection<Hours> SESSION = Projection.of("productSession", Hours::productId)
            .master(Hours::productId)
            .write(
                    "openTime",
                    "catalogue: calendar",
                    true,
                    (json, member, h) -> Times.tradeTime(json, member, h.openSecond()))
            .write(
                    "startTime",
                    "catalogue: calendar",
                    true,
                    (json, member, h) -> Times.tradeTime(json, member, h.openSecond()))
            .write(
                    "stopTime",
                    "catalogue: calendar",
                    true,
                    (json, member, h) -> Times.tradeTime(json, member, h.closeSecond()))
            .write(
                    "closeTime",
                    "catalogue: calendar",
                    true,
                    (json, member, h) -> Times.tradeTime(json, member, h.closeSecond()))
            .write("sundayOpenTime", "catalogue: calendar", false, (json, member, h) -> {
                if (h.openSecond() >= FIRST_HOUR) {
                    Times.tradeTime(json, member, h.openSecond());
                }
            })
            .flag("allDay", "catalogue: calendar without a break", Hours::allDay)
            .build();

    public static final Projection<Listing> CONTRACT = Projection.<Listing>of("contract", Listing::contractId)
            .master(Listing::contractId)
            .name(Listing::name)
            .text("name", "catalogue: contract", Listing::name)
            .whole("contractMaturityId", "a maturity has the id of its contract", Listing::contractId)
            .time("timestamp", "constant: the day of the catalogue", l -> SINCE_NANOS)
            .build();

    /**
     * A maturity at a moment.
     *
     * @param front nearest active contract by the roll rule
     */
    public record Maturity(Listing listing, boolean front) {}

    public static final Projection<Maturity> MATURITY = Projection.<Maturity>of(
                    "contractMaturity", m -> m.listing().contractId())
            .master(m -> m.listing().productId())
            .whole("productId", "catalogue: contract", m -> m.listing().productId())
            .whole(
                    "expirationMonth",
                    "catalogue: contract",
                    m -> m.listing().contract().year() * 100L
                            + m.listing().contract().month())
            .time(
                    "expirationDate",
                    "catalogue: lastTradeNanos",
                    m -> m.listing().contract().lastTradeNanos())
            .flag("isFront", "catalogue: front contract by the roll rule", Maturity::front)
            .build();

    public static final Projection<Listing> CONTRACT_MARGIN = Projection.<Listing>of(
                    "contractMargin", Listing::contractId)
            .master(Listing::contractId)
            .money(
                    "initialMargin",
                    "catalogue: product",
                    l -> l.instrument().product().initialMarginMicros())
            .money(
                    "maintenanceMargin",
                    "catalogue: product",
                    l -> l.instrument().product().maintenanceMarginMicros())
            .time("timestamp", "constant: the day of the catalogue", l -> SINCE_NANOS)
            .build();

    private ReferenceRows() {}

    private static Projection<Named> named(String entity) {
        return Projection.of(entity, Named::id)
                .name(Named::name)
                .text("name", "ids and names of the original", Named::name)
                .build();
    }

    /** Every row that is kept; contracts and their kin are made when they are asked for. */
    public static List<Row> rows(Catalogue catalogue) {
        List<Row> rows = new ArrayList<>();
        CURRENCIES.forEach(currency -> rows.add(CURRENCY.row(currency)));
        rows.add(RATE.row(CURRENCIES.getFirst()));
        EXCHANGES.forEach(exchange -> rows.add(EXCHANGE.row(exchange)));
        GROUPS.forEach(group -> rows.add(GROUP.row(group)));
        rows.add(HOUSE.row(new Named(CLEARING_HOUSE, "Outcry")));
        rows.add(STRATEGY_TYPE.row(new Named(MULTI_BRACKET, "Multi-bracket")));
        for (Instrument instrument : catalogue.instruments()) {
            rows.add(PRODUCT.row(instrument));
            rows.add(PRODUCT_MARGIN.row(instrument.product()));
            rows.add(SESSION.row(hours(catalogue, instrument)));
        }
        return rows;
    }

    private static long productId(Instrument instrument) {
        return instrument.product().productId();
    }

    private static long exchangeId(Instrument instrument) {
        Long id = EXCHANGE_IDS.get(instrument.exchange());
        if (id == null) {
            throw new IllegalStateException("no id for exchange " + instrument.exchange());
        }
        return id;
    }

    private static long groupId(Instrument instrument) {
        boolean micro = instrument.description().startsWith("Micro");
        return switch (instrument.assetClass()) {
            case "equity index" -> micro ? 15 : instrument.description().startsWith("E-mini") ? 10 : 2;
            case "interest rate" -> 3;
            case "metal" -> 4;
            case "grain and oilseed" -> 5;
            case "currency" -> 6;
            case "livestock" -> 7;
            case "energy" -> 9;
            case "cryptocurrency" -> 12;
            case "volatility" -> 2;
            default -> 1;
        };
    }

    private static boolean fractional(Instrument instrument) {
        return instrument.scale().format() != PriceFormat.DEC;
    }

    private static long priceFormat(Instrument instrument) {
        PriceFormat format = instrument.scale().format();
        return fractional(instrument) ? (long) format.parts() * format.subParts() : -instrument.decimals();
    }

    private static Hours hours(Catalogue catalogue, Instrument instrument) {
        List<SessionWindow> windows =
                catalogue.calendarOf(instrument.product().productId()).session(USUAL_DAY);
        int open = ChicagoTime.secondOfDay(windows.getFirst().openNanos());
        int close = ChicagoTime.secondOfDay(windows.getLast().closeNanos());
        return new Hours(instrument.product().productId(), open, close, open == close);
    }
}
