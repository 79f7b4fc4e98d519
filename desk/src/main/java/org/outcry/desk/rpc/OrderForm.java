package org.outcry.desk.rpc;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.outcry.desk.market.Listing;
import org.outcry.desk.wire.Times;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.PositionCondition;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** Reads what a client writes about an order into the engine's terms. The words beyond NinjaTrader's are ours and additive. */
final class OrderForm {
    private static final int MAX_TRAIL_TICKS = 1_000_000;

    private final Args args;
    private final Listing listing;
    private final ZoneId zone;

    OrderForm(Args args, Listing listing, ZoneId zone) {
        this.args = args;
        this.listing = listing;
        this.zone = zone;
    }

    Side side() {
        String action = args.requiredText("action");
        return switch (word(action)) {
            case "BUY", "BUYTOCOVER" -> Side.BUY;
            case "SELL", "SELLSHORT" -> Side.SELL;
            default -> throw unknown("action", action, "BUY or SELL");
        };
    }

    /** The terms; {@code market} gives a trailing stop without a stop price its first one. */
    OrderTerms terms(Side side, Supplier<MarketSnapshot> market) {
        OrderType type = type();
        TimeInForce timeInForce = timeInForce();
        OptionalInt quantity = args.quantity("quantity");
        if (quantity.isEmpty()) {
            throw DeskRefusal.invalidQuantity("quantity is required.").thrown();
        }
        long limit = type.hasLimit()
                ? ticks("limitPrice")
                        .orElseThrow(() -> DeskRefusal.limitPriceRequired().thrown())
                : Prices.NONE;
        long trail = type.trails() ? trailTicks() : 0;
        long stop = type.hasTrigger() ? stop(type, side, trail, market) : Prices.NONE;
        long expire = timeInForce == TimeInForce.GTD ? expireNanos() : 0;
        return new OrderTerms(type, timeInForce, quantity.getAsInt(), limit, stop, trail, 0, expire);
    }

    OrderType type() {
        String type = args.requiredText("orderType");
        return switch (word(type)) {
            case "MARKET" -> OrderType.MARKET;
            case "LIMIT" -> OrderType.LIMIT;
            case "STOPMARKET", "STOP" -> OrderType.STOP;
            case "STOPLIMIT" -> OrderType.STOP_LIMIT;
            case "MIT" -> OrderType.MIT;
            case "LIT", "LIMITIFTOUCHED" -> OrderType.LIMIT_IF_TOUCHED;
            case "TRAILINGSTOP", "TRAILINGSTOPMARKET" -> OrderType.TRAILING_STOP;
            case "TRAILINGSTOPLIMIT" -> OrderType.TRAILING_STOP_LIMIT;
            default ->
                throw unknown(
                        "orderType",
                        type,
                        "MARKET, LIMIT, STOPMARKET, STOPLIMIT, MIT, LIT, TRAILINGSTOP or TRAILINGSTOPLIMIT");
        };
    }

    private TimeInForce timeInForce() {
        return timeInForce(args.requiredText("timeInForce"));
    }

    /** Of exits: GTC when none is given; one that ends at once would protect nothing. */
    TimeInForce exitTimeInForce() {
        TimeInForce given = timeInForce(args.text("timeInForce").orElse("GTC"));
        if (given == TimeInForce.IOC || given == TimeInForce.FOK) {
            throw DeskRefusal.invalidRequest("timeInForce must be DAY, GTC or GTD.")
                    .thrown();
        }
        return given;
    }

    private static TimeInForce timeInForce(String timeInForce) {
        return switch (word(timeInForce)) {
            case "DAY" -> TimeInForce.DAY;
            case "GTC" -> TimeInForce.GTC;
            case "GTD" -> TimeInForce.GTD;
            case "IOC" -> TimeInForce.IOC;
            case "FOK" -> TimeInForce.FOK;
            default -> throw unknown("timeInForce", timeInForce, "DAY, GTC, GTD, IOC or FOK");
        };
    }

    /** Bits of {@link PositionCondition}. */
    int positionCondition() {
        int bits = PositionCondition.ANY;
        for (String required : args.texts("requireMarketPosition")) {
            bits |= switch (word(required)) {
                case "FLAT" -> PositionCondition.FLAT;
                case "LONG" -> PositionCondition.LONG;
                case "SHORT" -> PositionCondition.SHORT;
                default -> throw unknown("requireMarketPosition", required, "flat, long or short");
            };
        }
        return bits;
    }

    /** A price of this contract in ticks; empty when absent or 0, refused when it is off the grid. */
    Optional<Long> ticks(String name) {
        return ticks(args, name);
    }

    private Optional<Long> ticks(Args from, String name) {
        return from.price(name).map(price -> onGrid(name, price));
    }

    private long onGrid(String name, BigDecimal price) {
        OptionalLong ticks = listing.grid().ticks(price);
        if (ticks.isEmpty()) {
            throw DeskRefusal.orderRejected(name + " must be a multiple of the tick size "
                            + listing.grid().tickSize().toPlainString() + " of " + listing.name() + ".")
                    .thrown();
        }
        return ticks.getAsLong();
    }

    private long stop(OrderType type, Side side, long trail, Supplier<MarketSnapshot> market) {
        Optional<Long> given = ticks("stopPrice");
        if (given.isPresent()) {
            return given.get();
        }
        if (type.trails()) {
            long last = market.get().lastTicks();
            if (last != Prices.NONE) {
                return last + side.sign() * trail;
            }
        }
        throw DeskRefusal.stopPriceRequired().thrown();
    }

    /** Ours: {@code trailTicks}, or {@code trailingDistance} in price units. */
    private long trailTicks() {
        OptionalInt ticks = args.whole("trailTicks", 1, MAX_TRAIL_TICKS);
        if (ticks.isPresent()) {
            return ticks.getAsInt();
        }
        long distance = ticks("trailingDistance").orElse(0L);
        if (distance < 1 || distance > MAX_TRAIL_TICKS) {
            throw DeskRefusal.invalidRequest("A trailing order needs trailTicks or trailingDistance, above 0.")
                    .thrown();
        }
        return distance;
    }

    /** Ours: {@code gtd}, in the format of the order row's field of that name, or with an offset. */
    long expireNanos() {
        String gtd = args.requiredText("gtd");
        OptionalLong nanos = Times.parse(gtd, zone);
        if (nanos.isEmpty()) {
            throw DeskRefusal.invalidRequest("gtd must be an ISO-8601 time.").thrown();
        }
        return nanos.getAsLong();
    }

    /**
     * Ours: {@code bracket} with {@code takeProfit} and {@code stopLoss} as prices, or {@code takeProfitTicks} and {@code
     * stopLossTicks} as distances from the entry's average fill price. The legs follow the filled quantity and cancel each other.
     */
    List<AttachedOrder> bracket(Side entry, TimeInForce entryTimeInForce) {
        Optional<Args> bracket = args.object("bracket");
        if (bracket.isEmpty()) {
            return List.of();
        }
        Side exit = entry.opposite();
        // An entry that lives for an instant still wants exits that live.
        TimeInForce legs = entryTimeInForce == TimeInForce.GTC ? TimeInForce.GTC : TimeInForce.DAY;
        List<AttachedOrder> attached = new ArrayList<>();
        Args from = bracket.get();
        ticks(from, "takeProfit").ifPresent(limit -> attached.add(target(exit, legs, limit, false)));
        distance(from, "takeProfitTicks")
                .ifPresent(ticks -> attached.add(target(exit, legs, entry.sign() * ticks, true)));
        ticks(from, "stopLoss").ifPresent(stop -> attached.add(protection(exit, legs, stop, false)));
        distance(from, "stopLossTicks")
                .ifPresent(ticks -> attached.add(protection(exit, legs, -entry.sign() * ticks, true)));
        if (attached.isEmpty() || attached.size() > 2) {
            throw DeskRefusal.invalidRequest("bracket needs one takeProfit, one stopLoss, or one of each.")
                    .thrown();
        }
        return attached;
    }

    /**
     * What a person should know of a bracket: an exit given as a price on the wrong side of its entry acts as soon as it wakes.
     * It is placed all the same, since the market may have moved by then; "" when nothing is wrong.
     */
    static String warning(Side entry, OrderTerms terms, List<AttachedOrder> bracket, MarketSnapshot market) {
        long touch = entry == Side.BUY ? market.askTicks() : market.bidTicks();
        long reference =
                terms.type().hasLimit() ? terms.limitTicks() : terms.type().hasTrigger() ? terms.stopTicks() : touch;
        for (AttachedOrder leg : bracket) {
            boolean target = leg.terms().type() == OrderType.LIMIT;
            long price = target ? leg.terms().limitTicks() : leg.terms().stopTicks();
            long distance = (price - reference) * entry.sign() * (target ? 1 : -1);
            if (!leg.relative() && reference != Prices.NONE && distance <= 0) {
                return (target ? "take_profit" : "stop_loss")
                        + "_on_wrong_side: it will act as soon as the entry fills";
            }
        }
        return "";
    }

    private static OptionalLong distance(Args from, String name) {
        OptionalInt ticks = from.whole(name, 1, MAX_TRAIL_TICKS);
        return ticks.isPresent() ? OptionalLong.of(ticks.getAsInt()) : OptionalLong.empty();
    }

    private static AttachedOrder target(Side exit, TimeInForce timeInForce, long limit, boolean relative) {
        OrderTerms terms = new OrderTerms(OrderType.LIMIT, timeInForce, 0, limit, Prices.NONE, 0, 0, 0);
        return new AttachedOrder(Relation.BRACKET, 1, exit, terms, relative);
    }

    private static AttachedOrder protection(Side exit, TimeInForce timeInForce, long stop, boolean relative) {
        OrderTerms terms = new OrderTerms(OrderType.STOP, timeInForce, 0, Prices.NONE, stop, 0, 0, 0);
        return new AttachedOrder(Relation.BRACKET, 1, exit, terms, relative);
    }

    static String word(String text) {
        return text.strip().replace("_", "").replace(" ", "").toUpperCase(Locale.ROOT);
    }

    private static DeskRefusal.Refused unknown(String name, String value, String wanted) {
        return DeskRefusal.invalidRequest(name + " '" + value + "' must be " + wanted + ".")
                .thrown();
    }
}
