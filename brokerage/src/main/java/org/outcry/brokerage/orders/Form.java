package org.outcry.brokerage.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** What a client writes of an order, read into the engine's terms. What is absent is absent: the door dropped empty values. */
final class Form {
    private static final long NANOS = 1_000_000_000L;
    /** Numbers of more digits than anybody's price cost more to compute with than they are worth. */
    private static final int MAX_SCALE = 40;

    private static final Pattern ID = Pattern.compile("\\d{1,9}");

    private final ObjectNode fields;

    Form(ObjectNode fields) {
        this.fields = fields;
    }

    String text(String name) {
        return fields.path(name).asText("");
    }

    Optional<Long> whole(String name) {
        JsonNode value = fields.path(name);
        return value.canConvertToLong() && value.isIntegralNumber() ? Optional.of(value.longValue()) : Optional.empty();
    }

    Optional<Form> part(String name) {
        return fields.path(name) instanceof ObjectNode part ? Optional.of(new Form(part)) : Optional.empty();
    }

    /** A map of ids to numbers of contracts. */
    Map<Integer, Long> counts(String name, int most) {
        Map<Integer, Long> counts = new TreeMap<>();
        fields.path(name).properties().forEach(member -> {
            boolean sound = ID.matcher(member.getKey()).matches()
                    && member.getValue().isIntegralNumber()
                    && member.getValue().canConvertToLong();
            if (!sound || counts.size() >= most) {
                throw Refused.senseless();
            }
            counts.put(Integer.parseInt(member.getKey()), member.getValue().longValue());
        });
        return counts;
    }

    boolean flag(String name) {
        return fields.path(name).asBoolean(false);
    }

    Side side() {
        return switch (text("action")) {
            case "Buy" -> Side.BUY;
            case "Sell" -> Side.SELL;
            default -> throw Refused.missing("action");
        };
    }

    /** Business time of a field, nanoseconds UTC; 0 when absent. */
    long nanos(String name) {
        String given = text(name);
        if (given.isEmpty()) {
            return 0;
        }
        try {
            Instant at = Instant.parse(given);
            return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw Refused.because(
                    "UnknownReason",
                    name.equals("expireTime") ? "Expire Time is invalid" : "Activation Time is invalid");
        }
    }

    OrderType type() {
        return switch (text("orderType")) {
            case "Market" -> OrderType.MARKET;
            case "Limit" -> OrderType.LIMIT;
            case "Stop" -> OrderType.STOP;
            case "StopLimit" -> OrderType.STOP_LIMIT;
            case "MIT" -> OrderType.MIT;
            case "LimitIfTouched" -> OrderType.LIMIT_IF_TOUCHED;
            case "TrailingStop" -> OrderType.TRAILING_STOP;
            case "TrailingStopLimit" -> OrderType.TRAILING_STOP_LIMIT;
            case "" -> throw Refused.missing("orderType");
            // Quantity-triggered stops among them: nothing published says what they do.
            default -> throw Refused.of(Rejection.UNSUPPORTED_ORDER_TYPE);
        };
    }

    TimeInForce timeInForce(TimeInForce otherwise) {
        return switch (text("timeInForce")) {
            case "" -> otherwise;
            case "Day" -> TimeInForce.DAY;
            case "GTC" -> TimeInForce.GTC;
            case "GTD" -> TimeInForce.GTD;
            case "IOC" -> TimeInForce.IOC;
            case "FOK" -> TimeInForce.FOK;
            default -> throw Refused.senseless();
        };
    }

    int quantity() {
        long quantity = whole("orderQty").orElseThrow(() -> Refused.missing("orderQty"));
        if (quantity <= 0 || quantity > Integer.MAX_VALUE) {
            throw Refused.of(Rejection.INVALID_QUANTITY);
        }
        return (int) quantity;
    }

    /**
     * The terms of a new order.
     *
     * @param quantity 0 for a leg, which has its parent's
     * @param market gives a trailing stop without a stop price its first one
     */
    OrderTerms terms(Listing listing, Side side, int quantity, TimeInForce otherwise, Supplier<MarketSnapshot> market) {
        OrderType type = type();
        TimeInForce time = timeInForce(otherwise);
        long limit = type.hasLimit()
                ? price(listing, "price").orElseThrow(() -> Refused.of(Rejection.LIMIT_PRICE_REQUIRED))
                : Prices.NONE;
        long trail = type.trails()
                ? trail(listing)
                        .orElseThrow(() -> Refused.because("InvalidPrice", "Peg Difference should be specified"))
                : 0;
        OptionalLong trigger = type.hasTrigger() ? trigger(listing, type) : OptionalLong.of(Prices.NONE);
        if (trigger.isEmpty() && type.trails()) {
            long last = market.get().lastTicks();
            trigger = last == Prices.NONE ? trigger : OptionalLong.of(last + side.sign() * trail);
        }
        long stop = trigger.orElseThrow(() -> type == OrderType.MIT
                ? Refused.of(Rejection.LIMIT_PRICE_REQUIRED)
                : Refused.of(Rejection.STOP_PRICE_REQUIRED));
        return new OrderTerms(type, time, quantity, limit, stop, trail, maxShow(), expiry(time, 0));
    }

    /**
     * The terms of a change: what is not given stays as the engine has it when the change arrives.
     *
     * @param present the order's own terms
     */
    OrderTerms changed(Listing listing, OrderTerms present) {
        OrderType type = type();
        TimeInForce time = timeInForce(present.timeInForce());
        long limit = type.hasLimit() ? price(listing, "price").orElse(Prices.NONE) : Prices.NONE;
        long stop = type.hasTrigger() ? trigger(listing, type).orElse(Prices.NONE) : Prices.NONE;
        if (type.hasLimit() && limit == Prices.NONE && !present.type().hasLimit()) {
            throw Refused.of(Rejection.LIMIT_PRICE_REQUIRED);
        }
        if (type.hasTrigger() && stop == Prices.NONE && !present.type().hasTrigger()) {
            throw Refused.of(Rejection.STOP_PRICE_REQUIRED);
        }
        long trail = type.trails() ? trail(listing).orElse(present.trailTicks()) : 0;
        int shown = whole("maxShow").isPresent() ? maxShow() : present.maxShow();
        long kept = present.timeInForce() == TimeInForce.GTD ? present.expireNanos() : 0;
        return new OrderTerms(type, time, quantity(), limit, stop, trail, shown, expiry(time, kept));
    }

    /** The price at which an order with a trigger wakes. */
    private OptionalLong trigger(Listing listing, OrderType type) {
        return switch (type) {
            // Published examples name the one or the other.
            case MIT -> or(price(listing, "price"), price(listing, "stopPrice"));
            case LIMIT_IF_TOUCHED -> or(price(listing, "limitIfTouchedPrice"), price(listing, "stopPrice"));
            case STOP, STOP_LIMIT, TRAILING_STOP, TRAILING_STOP_LIMIT -> price(listing, "stopPrice");
            case MARKET, LIMIT -> OptionalLong.empty();
        };
    }

    private static OptionalLong or(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }

    private OptionalLong trail(Listing listing) {
        OptionalLong distance = price(listing, "pegDifference");
        return distance.isPresent() ? OptionalLong.of(Math.abs(distance.getAsLong())) : distance;
    }

    /** A price in ticks; empty when absent, refused when it is off the grid. */
    OptionalLong price(Listing listing, String name) {
        JsonNode value = fields.path(name);
        if (!value.isNumber()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(ticks(listing, value.decimalValue()));
    }

    static long ticks(Listing listing, BigDecimal price) {
        if (Math.abs(price.scale()) > MAX_SCALE) {
            throw Refused.of(Rejection.INVALID_PRICE);
        }
        return listing.grid()
                .ticks(price)
                .orElseThrow(() -> Refused.because(
                        "InvalidPrice",
                        "Price should be a multiple of "
                                + listing.grid().tickSize().toPlainString()));
    }

    private int maxShow() {
        return Math.toIntExact(Math.clamp(whole("maxShow").orElse(0L), 0, Integer.MAX_VALUE));
    }

    private long expiry(TimeInForce time, long kept) {
        if (time != TimeInForce.GTD) {
            return 0;
        }
        long given = nanos("expireTime");
        if (given == 0 && kept == 0) {
            throw Refused.because("UnknownReason", "Expire Time should be specified");
        }
        return given == 0 ? kept : given;
    }
}
