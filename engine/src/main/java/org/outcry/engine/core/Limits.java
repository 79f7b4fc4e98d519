package org.outcry.engine.core;

import org.outcry.engine.command.Rejection;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.Term;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.value.Side;

/**
 * What the limits of an account say to an order before it is accepted. Source: the partner reference, section 8; that a limit counts
 * the worst that working orders can make of the positions is our choice. No method here changes anything.
 */
final class Limits {
    private static final long DAY = 86_400_000_000_000L;
    private static final long WHOLE = 100_000_000;

    private Limits() {}

    /** Nothing at all may be placed. */
    static boolean locked(Account account) {
        AccountRisk risk = account.risk;
        return risk != null
                && (risk.status.locked() != Term.NONE
                        || risk.status.action() == AdminAction.LOCK
                        || risk.status.action() == AdminAction.LIQUIDATE);
    }

    /** Only what closes may be placed. */
    static boolean closingOnly(Account account) {
        AccountRisk risk = account.risk;
        return risk != null
                && (risk.status.closingOnly() != Term.NONE || risk.status.action() == AdminAction.LIQUIDATE_ONLY);
    }

    /**
     * @param quantity contracts of the whole order
     * @param added contracts it asks for more than it did
     */
    static Checks.Refusal check(
            Position position,
            Checks.Exposure left,
            Side side,
            int quantity,
            int added,
            boolean reduces,
            long nowNanos) {
        Account account = position.account;
        if (locked(account)) {
            return new Checks.Refusal(Rejection.TRADING_LOCKED, 0);
        }
        boolean closes = reduces || closes(left, side, added);
        if (closingOnly(account) && !closes) {
            return new Checks.Refusal(Rejection.LIQUIDATION_ONLY, 0);
        }
        for (int i = 0; i < account.risk.limits.size(); i++) {
            AccountRisk.Limit limit = account.risk.limits.get(i);
            if (limit.terms.active() && covers(limit.terms, position)) {
                Checks.Refusal refusal = parameters(limit, position, quantity, added, closes, nowNanos);
                if (refusal.none() && !reduces && added > 0) {
                    refusal = positions(limit.terms, position, left, side, added);
                }
                if (!refusal.none()) {
                    return refusal;
                }
            }
        }
        return Checks.Refusal.NONE;
    }

    /** With everything that works on its side it cannot pass flat. */
    private static boolean closes(Checks.Exposure left, Side side, int added) {
        return side == Side.BUY ? left.net() + left.buys() + added <= 0 : left.net() - left.sells() - added >= 0;
    }

    private static Checks.Refusal parameters(
            AccountRisk.Limit limit, Position position, int quantity, int added, boolean closes, long nowNanos) {
        Contract contract = position.book.contract;
        Product product = position.book.product.product;
        for (int i = 0; i < limit.parameters.size(); i++) {
            RiskParameter parameter = limit.parameters.get(i);
            if (!parameter.scope().covers(contract, product)) {
                continue;
            }
            int most = closes ? parameter.maxClosing() : parameter.maxOpening();
            if (most != RiskParameter.NONE && quantity > most) {
                return new Checks.Refusal(Rejection.MAX_ORDER_QUANTITY, most);
            }
            if (closes || added <= 0) {
                continue;
            }
            if (parameter.preExpirationDays() != RiskParameter.NONE
                    && contract.lastTradeNanos() - nowNanos < parameter.preExpirationDays() * DAY) {
                return new Checks.Refusal(Rejection.EXPIRES_SOON, parameter.preExpirationDays());
            }
            int date = position.book.product.calendar.sessionDate;
            int ahead = contract.year() * 12 + contract.month() - (date / 10_000 * 12 + date / 100 % 100);
            if (parameter.maxBackMonth() != RiskParameter.NONE && ahead > parameter.maxBackMonth()) {
                return new Checks.Refusal(Rejection.BACK_MONTH, parameter.maxBackMonth());
            }
            Checks.Refusal margin = margin(parameter, position, added);
            if (!margin.none()) {
                return margin;
            }
        }
        return Checks.Refusal.NONE;
    }

    private static Checks.Refusal margin(RiskParameter parameter, Position position, int added) {
        Account account = position.account;
        long needed = account.unitMarginMicros(position.book) * added;
        long available = Math.max(0, account.netLiquidationMicros() - account.marginUsedMicros);
        boolean tooMuch = (parameter.marginMicros() != RiskParameter.NONE && needed > parameter.marginMicros())
                || (parameter.marginPercent() != RiskParameter.NONE
                        && more(needed, WHOLE, parameter.marginPercent(), available));
        return tooMuch ? new Checks.Refusal(Rejection.INSUFFICIENT_MARGIN, needed) : Checks.Refusal.NONE;
    }

    private static Checks.Refusal positions(
            PositionLimit limit, Position position, Checks.Exposure left, Side side, int added) {
        long longs = 0;
        long shorts = 0;
        long exposed = 0;
        for (int i = 0; i < position.account.positions.size(); i++) {
            Position other = position.account.positions.get(i);
            if (together(limit, position, other)) {
                boolean same = other == position;
                long net = same ? left.net() : other.net;
                long buys = same ? left.buys() + (side == Side.BUY ? added : 0) : other.workingBuys;
                long sells = same ? left.sells() + (side == Side.SELL ? added : 0) : other.workingSells;
                longs += Math.max(0, net + buys);
                shorts += Math.max(0, sells - net);
                exposed += Account.worst(net, buys, sells);
            }
        }
        // An order that leaves a sum as it was is not what exceeds it.
        long grows = side == Side.BUY
                ? Math.max(0, left.net() + left.buys() + added) - Math.max(0, left.net() + left.buys())
                : Math.max(0, left.sells() + added - left.net()) - Math.max(0, left.sells() - left.net());
        long worse = Account.worst(
                        left.net(),
                        left.buys() + (side == Side.BUY ? added : 0),
                        left.sells() + (side == Side.SELL ? added : 0))
                - Account.worst(left.net(), left.buys(), left.sells());
        Rejection rejection =
                limit.totalBy() == TotalBy.CONTRACT ? Rejection.POSITION_LIMIT : Rejection.TOTAL_POSITION_LIMIT;
        if (side == Side.BUY && grows > 0 && exceeds(longs, limit.longLimit())) {
            return new Checks.Refusal(rejection, limit.longLimit());
        }
        if (side == Side.SELL && grows > 0 && exceeds(shorts, limit.shortLimit())) {
            return new Checks.Refusal(rejection, limit.shortLimit());
        }
        if (worse > 0 && exceeds(exposed, limit.exposedLimit())) {
            return new Checks.Refusal(rejection, limit.exposedLimit());
        }
        return Checks.Refusal.NONE;
    }

    /** Its working orders could take a position beyond this limit. */
    static boolean exceeded(PositionLimit limit, Position position) {
        return covers(limit, position)
                && (!beyond(limit, position, Side.BUY).none()
                        || !beyond(limit, position, Side.SELL).none());
    }

    /** As if the last contract that works were asked for only now. */
    private static Checks.Refusal beyond(PositionLimit limit, Position position, Side side) {
        boolean buy = side == Side.BUY;
        if ((buy ? position.workingBuys : position.workingSells) == 0) {
            return Checks.Refusal.NONE;
        }
        Checks.Exposure before = new Checks.Exposure(
                position.net, position.workingBuys - (buy ? 1 : 0), position.workingSells - (buy ? 0 : 1));
        return positions(limit, position, before, side, 1);
    }

    private static boolean exceeds(long contracts, int limit) {
        return limit != PositionLimit.NONE && contracts > limit;
    }

    private static boolean covers(PositionLimit limit, Position position) {
        return limit.scope().covers(position.book.contract, position.book.product.product);
    }

    private static boolean together(PositionLimit limit, Position one, Position other) {
        if (!covers(limit, other)) {
            return false;
        }
        Product first = one.book.product.product;
        Product second = other.book.product.product;
        return switch (limit.totalBy()) {
            case OVERALL -> true;
            case CONTRACT -> one == other;
            case PRODUCT -> first.productId() == second.productId();
            case EXCHANGE -> first.exchangeId() == second.exchangeId();
            case CONTRACT_GROUP -> first.contractGroupId() == second.contractGroupId();
        };
    }

    /** Whether a * b is more than c * d; none of them negative. */
    static boolean more(long a, long b, long c, long d) {
        long high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high > 0 || (high == 0 && Long.compareUnsigned(a * b, c * d) > 0);
    }
}
