package org.outcry.remote.order;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.value.Side;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.ledger.view.OrderView;
import org.outcry.ledger.view.PositionView;
import org.outcry.remote.picture.Picture;

/**
 * What may be sent: nothing that adds while trading is halted, and of a live account what a person has allowed. Counted is the worst
 * that can come: what is held, what works, what a change under way may make of it, and commands that no view shows yet. What only
 * reduces always goes. One thread.
 */
final class Limits {
    private final LedgerViews views;
    private final Picture picture;
    private final Attempts attempts;
    private final Optional<Allowance> allowance;
    private final BooleanSupplier halted;

    /** @param allowance what a live account may do; empty for demo accounts, which the environment itself limits */
    Limits(
            LedgerViews views,
            Picture picture,
            Attempts attempts,
            Optional<Allowance> allowance,
            BooleanSupplier halted) {
        this.views = views;
        this.picture = picture;
        this.attempts = attempts;
        this.allowance = allowance;
        this.halted = halted;
    }

    /** Whether a new order can bring the account further from flat than it is. */
    boolean adds(AccountView account, int contractId, Side side, int quantity) {
        return reach(account, contractId, side) + quantity > 0;
    }

    /** Why a new order may not go. */
    Optional<Outcome> barred(AccountView account, int contractId, Side side, int quantity) {
        return adds(account, contractId, side, quantity)
                ? barred(account, contractId, side, quantity, reach(account, contractId, side) + quantity)
                : Optional.empty();
    }

    /** Why an order may not have these terms: those of one that is no larger than before only matter to a halt. */
    Optional<Outcome> barred(OrderView order, OrderTerms terms) {
        AccountView account = views.account(order.accountId()).orElseThrow();
        long before = remaining(order);
        long after = (long) terms.quantity() - order.filled();
        boolean leg = order.parentId() != 0;
        if (leg && after <= Math.max(before, covered(account, order))) {
            return Optional.empty();
        }
        long reach = reach(account, order.contractId(), order.side()) + after - (leg ? 0 : before);
        if (reach <= 0) {
            return Optional.empty();
        }
        if (after <= before) {
            return halted.getAsBoolean() ? Optional.of(Outcome.rejected(Rejection.TRADING_LOCKED)) : Optional.empty();
        }
        return barred(account, order.contractId(), order.side(), Math.toIntExact(after), reach);
    }

    /** How much larger a change makes an order, signed: what it may add until a view shows it. */
    int growth(OrderView order, OrderTerms terms) {
        long growth = Math.max(0, terms.quantity() - order.filled() - remaining(order));
        return Math.toIntExact(order.side().sign() * growth);
    }

    private Optional<Outcome> barred(AccountView account, int contractId, Side side, int quantity, long reach) {
        if (halted.getAsBoolean()) {
            return Optional.of(Outcome.rejected(Rejection.TRADING_LOCKED));
        }
        return allowance
                .flatMap(allowed -> allowed.passed(quantity, reach + loose(account, contractId, side)))
                .map(passed -> new Outcome(
                        passed.ofOrder() ? Rejection.MAX_ORDER_QUANTITY : Rejection.POSITION_LIMIT,
                        0,
                        List.of(),
                        passed.limit()));
    }

    /** What is still to be closed of a position when everything that closes it already has done so; 0 when nothing is left. */
    long closable(AccountView account, int contractId) {
        long net = certain(account, contractId);
        Side closing = net > 0 ? Side.SELL : Side.BUY;
        long closed = attempts.underWay(account.accountId(), contractId, closing.sign())
                + account.workingOrders().stream()
                        .filter(order -> order.contractId() == contractId
                                && order.side() == closing
                                && order.parentId() == 0
                                && order.terms().type() == OrderType.MARKET)
                        .mapToLong(this::remaining)
                        .sum();
        return Long.signum(net) * Math.max(0, Math.abs(net) - closed);
    }

    /** How far the account can come to a side with everything that is on its way there; below 0 it stays on the other. */
    private long reach(AccountView account, int contractId, Side side) {
        long held = held(account, contractId, side.sign());
        long working = account.workingOrders().stream()
                .filter(order -> order.contractId() == contractId && order.side() == side && order.parentId() == 0)
                .mapToLong(this::remaining)
                .sum();
        return held + working + attempts.underWay(account.accountId(), contractId, side.sign());
    }

    /** A fill is told before the position that it makes: until then the worse of the two counts. */
    private long held(AccountView account, int contractId, int sign) {
        long shown = net(account, contractId) * sign;
        return picture.netByFills(account.accountId(), contractId)
                .map(filled -> Math.max(shown, filled * sign))
                .orElse(shown);
    }

    /** Where position and fills differ, what both say is held. */
    private long certain(AccountView account, int contractId) {
        long shown = net(account, contractId);
        long filled = picture.netByFills(account.accountId(), contractId).orElse(shown);
        boolean agree = Long.signum(shown) == Long.signum(filled);
        return agree ? Long.signum(shown) * Math.min(Math.abs(shown), Math.abs(filled)) : 0;
    }

    /** What a bracket's leg may close: the position, and what its entry can still bring. */
    private long covered(AccountView account, OrderView leg) {
        long entry = views.order(leg.parentId())
                .filter(parent -> !parent.status().terminal())
                .map(this::remaining)
                .orElse(0L);
        return Math.max(0, -held(account, leg.contractId(), leg.side().sign())) + entry;
    }

    /**
     * Contracts of legs that have nothing to close, since their position was closed otherwise: they would open one. The legs of one
     * entry end each other, so the larger counts.
     */
    private long loose(AccountView account, int contractId, Side side) {
        Map<Long, Long> legs = new HashMap<>();
        long entries = 0;
        for (OrderView order : account.workingOrders()) {
            if (order.contractId() == contractId && order.parentId() != 0 && order.side() == side) {
                legs.merge(order.parentId(), remaining(order), Math::max);
            }
        }
        for (long entry : legs.keySet()) {
            entries += views.order(entry)
                    .filter(parent -> !parent.status().terminal())
                    .map(this::remaining)
                    .orElse(0L);
        }
        long all = legs.values().stream().mapToLong(Long::longValue).sum();
        return Math.max(0, all - entries - Math.max(0, -held(account, contractId, side.sign())));
    }

    /** What an order can still fill, also as a change makes it that is under way. */
    private long remaining(OrderView order) {
        return (long) Math.max(order.terms().quantity(), picture.largest(order.orderId())) - order.filled();
    }

    private static long net(AccountView account, int contractId) {
        return account.positions().stream()
                .filter(position -> position.contractId() == contractId)
                .mapToLong(PositionView::net)
                .sum();
    }
}
