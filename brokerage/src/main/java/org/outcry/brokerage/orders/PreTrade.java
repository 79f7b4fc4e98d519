package org.outcry.brokerage.orders;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskStatus;
import org.outcry.engine.risk.Term;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.ledger.view.RiskView;

/**
 * What the engine would say to an order of an account, in the engine's order of looking: terms, locks, limits, sizes, positions,
 * margin. It is a second telling of the engine's rules from views, so that asking changes nothing and logs nothing; a test holds
 * both to the same verdicts.
 */
final class PreTrade {
    private static final long DAY = 86_400_000_000_000L;
    private static final int MOST_CONTRACTS = 100_000;

    private final OrderCall call;
    private final AccountView account;
    private final RiskView risk;
    private final long openMicros;
    private final Map<Integer, Extent> extents = new TreeMap<>();
    private long marginMicros;
    private long fullMicros;

    /** What the account has and asks for in one contract. */
    static final class Extent {
        private final Listing listing;
        private long net;
        private long buys;
        private long sells;

        private Extent(Listing listing) {
            this.listing = listing;
        }

        long net() {
            return net;
        }

        long mostLong() {
            return Math.max(0, net + buys);
        }

        long mostShort() {
            return Math.max(0, sells - net);
        }

        private long worst() {
            return Math.max(net + buys, sells - net);
        }
    }

    PreTrade(OrderCall call, AccountView account) {
        this.call = call;
        this.account = account;
        this.risk = call.risk(account.accountId());
        long open = 0;
        for (PositionView position : account.positions()) {
            extent(position.contractId()).net = position.net();
            open += open(position);
        }
        for (OrderView order : account.workingOrders()) {
            if (!order.reduces()) {
                add(order.contractId(), order.side(), order.terms().quantity() - order.filled());
            }
        }
        openMicros = open;
        marginMicros = account.marginUsedMicros();
        for (Extent extent : extents.values()) {
            fullMicros += extent.worst() * product(extent).initialMarginMicros();
        }
    }

    long marginMicros() {
        return marginMicros;
    }

    long fullMicros() {
        return fullMicros;
    }

    long openMicros() {
        return openMicros;
    }

    Extent extent(int contractId) {
        return extents.computeIfAbsent(contractId, id -> new Extent(call.listing(id)));
    }

    /** With everything that works on its side it cannot pass flat. */
    boolean closes(int contractId, Side side, int quantity) {
        Extent extent = extent(contractId);
        return side == Side.BUY ? extent.net + extent.buys + quantity <= 0 : extent.net - extent.sells - quantity >= 0;
    }

    /** What passes counts for the orders behind it. */
    Rejection judge(Listing listing, Side side, OrderTerms terms, List<PositionLimit> extra) {
        MarketSnapshot market = call.market(listing.contractId());
        Rejection malformed = malformed(listing, side, terms, market);
        if (malformed != Rejection.NONE) {
            return malformed;
        }
        if (!call.isOpen(listing)) {
            return Rejection.MARKET_CLOSED;
        }
        RiskStatus status = risk.status();
        AdminAction action = status.action();
        if (status.locked() != Term.NONE || action == AdminAction.LOCK || action == AdminAction.LIQUIDATE) {
            return Rejection.TRADING_LOCKED;
        }
        boolean closes = closes(listing.contractId(), side, terms.quantity());
        boolean closingOnly = status.closingOnly() != Term.NONE || action == AdminAction.LIQUIDATE_ONLY;
        if (closingOnly && !closes) {
            return Rejection.LIQUIDATION_ONLY;
        }
        Rejection limited = limits(risk.limits(), listing, side, terms.quantity(), closes);
        limited = limited == Rejection.NONE ? limits(extra, listing, side, terms.quantity(), closes) : limited;
        if (limited != Rejection.NONE) {
            return limited;
        }
        Product product = listing.instrument().product();
        if (terms.quantity()
                > least(product.maxOrderQuantity(), account.settings().maxOrderQuantity())) {
            return Rejection.MAX_ORDER_QUANTITY;
        }
        Rejection refused = sized(listing, side, terms.quantity());
        // What lacks margin is counted as well, so that the details say how much it would need.
        boolean counts = refused == Rejection.NONE || refused == Rejection.INSUFFICIENT_MARGIN;
        if (counts && !closingOnly) {
            count(listing, side, terms.quantity());
        }
        return refused;
    }

    private Rejection malformed(Listing listing, Side side, OrderTerms terms, MarketSnapshot market) {
        if (terms.quantity() > MOST_CONTRACTS) {
            return Rejection.INVALID_QUANTITY;
        }
        if (listing.contract().lastTradeNanos() <= call.nowNanos()) {
            return Rejection.CONTRACT_EXPIRED;
        }
        if (!market.quoted()) {
            return Rejection.NONE;
        }
        long band = listing.instrument().product().priceBandTicks();
        if (band > 0 && (outside(terms.limitTicks(), market, band) || outside(terms.stopTicks(), market, band))) {
            return Rejection.INVALID_PRICE;
        }
        if (!terms.type().hasTrigger()) {
            return Rejection.NONE;
        }
        long touch = side == Side.BUY ? market.askTicks() : market.bidTicks();
        boolean touched = terms.type() == OrderType.MIT || terms.type() == OrderType.LIMIT_IF_TOUCHED;
        boolean waitsAbove = (side == Side.BUY) != touched;
        boolean wrong = waitsAbove ? terms.stopTicks() <= touch : terms.stopTicks() >= touch;
        return wrong ? Rejection.WRONG_SIDE : Rejection.NONE;
    }

    private static boolean outside(long price, MarketSnapshot market, long band) {
        return price != Prices.NONE && (price < market.bidTicks() - band || price > market.askTicks() + band);
    }

    private Rejection limits(List<PositionLimit> limits, Listing listing, Side side, int quantity, boolean closes) {
        for (PositionLimit limit : limits) {
            if (limit.active() && covers(limit, listing)) {
                Rejection refused = parameters(limit, listing, quantity, closes);
                refused = refused == Rejection.NONE ? positions(limit, listing, side, quantity) : refused;
                if (refused != Rejection.NONE) {
                    return refused;
                }
            }
        }
        return Rejection.NONE;
    }

    private static boolean covers(PositionLimit limit, Listing listing) {
        return limit.scope().covers(listing.contract(), listing.instrument().product());
    }

    private Rejection parameters(PositionLimit limit, Listing listing, int quantity, boolean closes) {
        for (RiskParameter parameter : risk.parameters()) {
            boolean meant = parameter.limitId() == limit.id()
                    && parameter
                            .scope()
                            .covers(listing.contract(), listing.instrument().product());
            Rejection refused = meant ? parameter(parameter, listing, quantity, closes) : Rejection.NONE;
            if (refused != Rejection.NONE) {
                return refused;
            }
        }
        return Rejection.NONE;
    }

    private Rejection parameter(RiskParameter parameter, Listing listing, int quantity, boolean closes) {
        int most = closes ? parameter.maxClosing() : parameter.maxOpening();
        if (most != RiskParameter.NONE && quantity > most) {
            return Rejection.MAX_ORDER_QUANTITY;
        }
        if (closes) {
            return Rejection.NONE;
        }
        if (parameter.preExpirationDays() != RiskParameter.NONE
                && listing.contract().lastTradeNanos() - call.nowNanos() < parameter.preExpirationDays() * DAY) {
            return Rejection.EXPIRES_SOON;
        }
        int date = call.sessionDate(listing);
        int ahead =
                listing.contract().year() * 12 + listing.contract().month() - (date / 10_000 * 12 + date / 100 % 100);
        if (parameter.maxBackMonth() != RiskParameter.NONE && ahead > parameter.maxBackMonth()) {
            return Rejection.BACK_MONTH;
        }
        long needed = unit(listing) * quantity;
        long available = Math.max(0, worth() - marginMicros);
        boolean tooMuch = (parameter.marginMicros() != RiskParameter.NONE && needed > parameter.marginMicros())
                || (parameter.marginPercent() != RiskParameter.NONE
                        && more(needed, 100_000_000, parameter.marginPercent(), available));
        return tooMuch ? Rejection.INSUFFICIENT_MARGIN : Rejection.NONE;
    }

    /** Whether a * b is more than c * d; none of them negative. */
    private static boolean more(long a, long b, long c, long d) {
        long high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high > 0 || (high == 0 && Long.compareUnsigned(a * b, c * d) > 0);
    }

    private Rejection positions(PositionLimit limit, Listing listing, Side side, int quantity) {
        Extent own = extent(listing.contractId());
        long longBefore = own.mostLong();
        long shortBefore = own.mostShort();
        long worstBefore = own.worst();
        add(listing.contractId(), side, quantity);
        long longs = 0;
        long shorts = 0;
        long exposed = 0;
        for (Extent extent : extents.values()) {
            if (covers(limit, extent.listing) && together(limit.totalBy(), listing, extent.listing)) {
                longs += extent.mostLong();
                shorts += extent.mostShort();
                exposed += extent.worst();
            }
        }
        boolean tooLong = side == Side.BUY && own.mostLong() > longBefore && exceeds(longs, limit.longLimit());
        boolean tooShort = side == Side.SELL && own.mostShort() > shortBefore && exceeds(shorts, limit.shortLimit());
        boolean tooMuch = own.worst() > worstBefore && exceeds(exposed, limit.exposedLimit());
        add(listing.contractId(), side, -quantity);
        if (!tooLong && !tooShort && !tooMuch) {
            return Rejection.NONE;
        }
        return limit.totalBy() == TotalBy.CONTRACT ? Rejection.POSITION_LIMIT : Rejection.TOTAL_POSITION_LIMIT;
    }

    private static boolean exceeds(long contracts, int limit) {
        return limit != PositionLimit.NONE && contracts > limit;
    }

    private static boolean together(TotalBy by, Listing one, Listing other) {
        Product first = one.instrument().product();
        Product second = other.instrument().product();
        return switch (by) {
            case OVERALL -> true;
            case CONTRACT -> one.contractId() == other.contractId();
            case PRODUCT -> first.productId() == second.productId();
            case EXCHANGE -> first.exchangeId() == second.exchangeId();
            case CONTRACT_GROUP -> first.contractGroupId() == second.contractGroupId();
        };
    }

    private Rejection sized(Listing listing, Side side, int quantity) {
        Extent extent = extent(listing.contractId());
        long reach = side == Side.BUY ? extent.net + extent.buys + quantity : extent.sells + quantity - extent.net;
        if (reach > Math.min(MOST_CONTRACTS, least(0, account.settings().maxPositionQuantity()))) {
            return Rejection.POSITION_LIMIT;
        }
        long more = more(listing, side, quantity);
        boolean tooMuch = more > 0 && unit(listing) > 0 && marginMicros + more * unit(listing) > worth();
        return tooMuch ? Rejection.INSUFFICIENT_MARGIN : Rejection.NONE;
    }

    /** Contracts by which the worst case grows. */
    private long more(Listing listing, Side side, int quantity) {
        Extent extent = extent(listing.contractId());
        long before = extent.worst();
        add(listing.contractId(), side, quantity);
        long after = extent.worst();
        add(listing.contractId(), side, -quantity);
        return after - before;
    }

    private void count(Listing listing, Side side, int quantity) {
        long more = more(listing, side, quantity);
        add(listing.contractId(), side, quantity);
        marginMicros += more * unit(listing);
        fullMicros += more * listing.instrument().product().initialMarginMicros();
    }

    private void add(int contractId, Side side, int quantity) {
        Extent extent = extent(contractId);
        extent.buys += side == Side.BUY ? quantity : 0;
        extent.sells += side == Side.SELL ? quantity : 0;
    }

    private long worth() {
        return account.cashMicros() + openMicros;
    }

    private long unit(Listing listing) {
        return listing.instrument().product().initialMarginMicros()
                * account.settings().marginPercent()
                / 100;
    }

    /** The smaller of two limits of which 0 is none. */
    private static long least(int one, int other) {
        long first = one > 0 ? one : Long.MAX_VALUE;
        return other > 0 ? Math.min(first, other) : first;
    }

    private static Product product(Extent extent) {
        return extent.listing.instrument().product();
    }

    private long open(PositionView position) {
        long last = call.market(position.contractId()).lastTicks();
        if (position.net() == 0 || last == Prices.NONE) {
            return 0;
        }
        long worth = last * Math.abs(position.net());
        long ticks = position.net() > 0 ? worth - position.openTicks() : position.openTicks() - worth;
        return ticks * product(extent(position.contractId())).tickValueMicros();
    }
}
