package org.outcry.engine.core;

import org.outcry.engine.command.Command;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.PositionCondition;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;

/** What an order may ask for, in the precedence of {@link Rejection}. No method here changes anything. */
final class Checks {
    static final int MAX_TEXT = 64;
    static final int MAX_ATTACHED = 32;
    /** 9999-12-31 and everything before it fits nanoseconds in a long only up to 2262: later instants are refused. */
    private static final long MAX_NANOS = Long.MAX_VALUE - 1;

    private final World world;

    Checks(World world) {
        this.world = world;
    }

    /** Fields that contradict each other or leave their range, whatever the account or contract. */
    static boolean invalid(Command.PlaceOrder place) {
        if (place.text().length() > MAX_TEXT
                || place.clientOrderId().length() > MAX_TEXT
                || place.ocoGroup().length() > MAX_TEXT
                || !place.tag().fits()
                || place.attached().size() > MAX_ATTACHED
                || place.activationNanos() < 0
                || place.activationNanos() > MAX_NANOS
                || place.maxOpenPositions() < 0
                || (place.positionCondition()
                                & ~(PositionCondition.FLAT | PositionCondition.LONG | PositionCondition.SHORT))
                        != 0
                || foreign(place.market(), place.contractId())) {
            return true;
        }
        for (int i = 0; i < place.attached().size(); i++) {
            AttachedOrder attached = place.attached().get(i);
            if (attached.group() < 0
                    || attached.text().length() > MAX_TEXT
                    || attached.label().length() > MAX_TEXT) {
                return true;
            }
            if (attached.relation() == Relation.BRACKET) {
                boolean entryCannotOpen = place.reduceOnly();
                if (attached.side() != place.side().opposite() || entryCannotOpen || immediate(attached.terms())) {
                    return true;
                }
            } else if (attached.relative()) {
                return true;
            }
        }
        return false;
    }

    static boolean foreign(MarketSnapshot market, int contractId) {
        return market.contractId() != 0 && market.contractId() != contractId;
    }

    private static boolean immediate(OrderTerms terms) {
        return terms.timeInForce() == TimeInForce.IOC || terms.timeInForce() == TimeInForce.FOK;
    }

    /** Prices a contract cannot have. */
    static boolean absurd(MarketSnapshot market, Book book) {
        return absurd(market.bidTicks(), book)
                || absurd(market.askTicks(), book)
                || absurd(market.lastTicks(), book)
                || market.sequence() < 0
                || market.timeNanos() < 0
                || market.timeNanos() > MAX_NANOS;
    }

    /** An update whose numbers no market has. */
    static boolean absurd(Command.UpdateMarket update, Book book) {
        if (absurd(update.market(), book) || update.untilNanos() > MAX_NANOS) {
            return true;
        }
        for (int i = 0; i < update.trades().size(); i++) {
            Trade trade = update.trades().get(i);
            if (trade.priceTicks() == Prices.NONE || absurd(trade.priceTicks(), book) || trade.size() < 0) {
                return true;
            }
        }
        return false;
    }

    static boolean absurd(long price, Book book) {
        return price != Prices.NONE && (price > book.product.maxPriceTicks || price < -book.product.maxPriceTicks);
    }

    /** Terms by themselves and against the market, up to but not including the checks of risk. */
    Rejection terms(Book book, Side side, OrderTerms terms, MarketSnapshot market) {
        Rejection alone = alone(book, terms, false);
        if (alone != Rejection.NONE) {
            return alone;
        }
        if (absurd(market, book) || beyondBand(book, terms, market)) {
            return Rejection.INVALID_PRICE;
        }
        return wrongSide(side, terms, market) ? Rejection.WRONG_SIDE : expiry(terms);
    }

    Rejection leg(Book book, AttachedOrder attached) {
        OrderTerms terms = attached.terms();
        if (terms.type() == OrderType.MARKET) {
            return Rejection.UNSUPPORTED_ORDER_TYPE;
        }
        OrderTerms sized = terms.quantity() == 0 ? terms.withQuantity(1) : terms;
        Rejection alone = alone(book, sized, attached.relative());
        return alone != Rejection.NONE ? alone : expiry(terms);
    }

    private Rejection alone(Book book, OrderTerms terms, boolean relative) {
        int quantity = terms.quantity();
        if (quantity <= 0 || quantity > ProductEntry.MAX_POSITION || terms.maxShow() < 0) {
            return Rejection.INVALID_QUANTITY;
        }
        if (terms.type().hasLimit() && terms.limitTicks() == Prices.NONE) {
            return Rejection.LIMIT_PRICE_REQUIRED;
        }
        if (terms.type().hasTrigger() && terms.stopTicks() == Prices.NONE) {
            return Rejection.STOP_PRICE_REQUIRED;
        }
        boolean badTrail = terms.type().trails()
                ? terms.trailTicks() <= 0 || terms.trailTicks() > book.product.maxPriceTicks
                : terms.trailTicks() != 0;
        boolean stray = (!terms.type().hasLimit() && terms.limitTicks() != Prices.NONE)
                || (!terms.type().hasTrigger() && terms.stopTicks() != Prices.NONE);
        // An offset added to an average price must stay a price as well.
        long scale = relative ? 2 : 1;
        if (badTrail || stray || tooFar(terms.limitTicks(), book, scale) || tooFar(terms.stopTicks(), book, scale)) {
            return Rejection.INVALID_PRICE;
        }
        return Rejection.NONE;
    }

    private static boolean tooFar(long price, Book book, long scale) {
        long most = book.product.maxPriceTicks / scale;
        return price != Prices.NONE && (price > most || price < -most);
    }

    private Rejection expiry(OrderTerms terms) {
        boolean dated = terms.timeInForce() == TimeInForce.GTD;
        boolean wrong = dated
                ? terms.expireNanos() <= world.nowNanos || terms.expireNanos() > MAX_NANOS
                : terms.expireNanos() != 0;
        return wrong ? Rejection.INVALID_EXPIRY : Rejection.NONE;
    }

    private static boolean beyondBand(Book book, OrderTerms terms, MarketSnapshot market) {
        long band = book.product.product.priceBandTicks();
        return band > 0
                && market.quoted()
                && (outside(terms.limitTicks(), market, band) || outside(terms.stopTicks(), market, band));
    }

    private static boolean outside(long price, MarketSnapshot market, long band) {
        return price != Prices.NONE && (price < market.bidTicks() - band || price > market.askTicks() + band);
    }

    /** Stops wait on the worse side of the market, if-touched orders on the better one. */
    private static boolean wrongSide(Side side, OrderTerms terms, MarketSnapshot market) {
        if (!market.quoted() || !terms.type().hasTrigger()) {
            return false;
        }
        long touch = side == Side.BUY ? market.askTicks() : market.bidTicks();
        boolean waitsAbove = (side == Side.BUY) == Book.stops(terms);
        return waitsAbove ? terms.stopTicks() <= touch : terms.stopTicks() >= touch;
    }

    /** Risk of a new order, or of a changed one that asks for {@code added} contracts more; the refusal and its limit. */
    Refusal risk(Position position, Side side, int quantity, int added, boolean reduces) {
        return risk(position, Exposure.of(position), side, quantity, added, reduces);
    }

    /** As if the position were already what it will be when the way is clear. */
    Refusal risk(Position position, Exposure left, Side side, int quantity, int added, boolean reduces) {
        Account account = position.account;
        Book book = position.book;
        if (account.risk != null) {
            Refusal limited = Limits.check(position, left, side, quantity, added, reduces, world.nowNanos);
            if (!limited.none()) {
                return limited;
            }
        }
        int maxOrder = account.settings.maxOrderQuantity();
        int productMax = book.product.product.maxOrderQuantity();
        int most = maxOrder > 0 && (productMax <= 0 || maxOrder < productMax) ? maxOrder : productMax;
        if (most > 0 && quantity > most) {
            return new Refusal(Rejection.MAX_ORDER_QUANTITY, most);
        }
        if (reduces || added <= 0) {
            return Refusal.NONE;
        }
        long buys = left.buys() + (side == Side.BUY ? added : 0);
        long sells = left.sells() + (side == Side.SELL ? added : 0);
        long extent = side == Side.BUY ? left.net() + buys : sells - left.net();
        int accountMax = account.settings.maxPositionQuantity();
        int maxPosition = accountMax > 0 ? Math.min(accountMax, ProductEntry.MAX_POSITION) : ProductEntry.MAX_POSITION;
        long worst = Account.worst(left.net(), buys, sells);
        long worstNow = Account.worst(left.net(), left.buys(), left.sells());
        if (extent > maxPosition) {
            return new Refusal(Rejection.POSITION_LIMIT, maxPosition);
        }
        if (worst > worstNow) {
            long unit = account.unitMarginMicros(book);
            long needed = account.marginUsedMicros - position.marginMicros + worst * unit;
            if (unit > 0 && needed > account.netLiquidationMicros()) {
                return new Refusal(Rejection.INSUFFICIENT_MARGIN, needed);
            }
        }
        return Refusal.NONE;
    }

    /** What one account has and asks for in one contract, as margin counts it. */
    record Exposure(long net, long buys, long sells) {
        static final Exposure NOTHING = new Exposure(0, 0, 0);

        static Exposure of(Position position) {
            return new Exposure(position.net, position.workingBuys, position.workingSells);
        }

        Exposure without(LiveOrder order) {
            return new Exposure(
                    net, buys - (order.isBuy() ? order.counted : 0), sells - (order.isBuy() ? 0 : order.counted));
        }
    }

    /** A reason and the number that was exceeded. */
    record Refusal(Rejection rejection, long limit) {
        static final Refusal NONE = new Refusal(Rejection.NONE, 0);
        static final Refusal MARKET_CLOSED = new Refusal(Rejection.MARKET_CLOSED, 0);

        boolean none() {
            return rejection == Rejection.NONE;
        }
    }
}
