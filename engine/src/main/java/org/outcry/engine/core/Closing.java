package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;

/** The orders that close positions: part of one, or everything that matches. */
final class Closing {
    private final World world;
    private final Commands commands;
    private final Placement placement;

    Closing(World world, Commands commands, Placement placement) {
        this.world = world;
        this.commands = commands;
        this.placement = placement;
    }

    Outcome reduce(Command.ReducePosition reduce, long senderId) {
        if (reduce.quantity() <= 0 || Checks.foreign(reduce.market(), reduce.contractId())) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(reduce.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        Book book = world.book(reduce.contractId());
        if (book == null) {
            return Outcome.rejected(Rejection.UNKNOWN_CONTRACT);
        }
        if (book.expired) {
            return Outcome.rejected(Rejection.CONTRACT_EXPIRED);
        }
        if (Checks.absurd(reduce.market(), book)) {
            return Outcome.rejected(Rejection.INVALID_PRICE);
        }
        if (!book.product.calendar.open(world.nowNanos)) {
            return Outcome.rejected(Rejection.MARKET_CLOSED);
        }
        if (Limits.locked(account)) {
            return Outcome.rejected(Rejection.TRADING_LOCKED);
        }
        Position position = account.positionOrNull(reduce.contractId());
        long open = position == null ? 0 : uncovered(position);
        if (open == 0) {
            return Outcome.rejected(Rejection.NO_POSITION);
        }
        return Outcome.accepted(
                close(position, (int) Math.min(open, reduce.quantity()), reduce.market(), senderId, "", null).id);
    }

    /** Contracts of a position that no closing market order on its way will take. */
    static long uncovered(Position position) {
        Side exit = position.net > 0 ? Side.SELL : Side.BUY;
        long open = Math.abs(position.net);
        for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
            boolean closing = order.closes() && order.side == exit && order.cancel == null;
            open -= closing ? order.remaining() : 0;
        }
        return Math.max(0, open);
    }

    /**
     * Creates a reduce-only market order of the system's own; in a closed market it is refused as any order is.
     *
     * @param atm the instance it closes for, null for none
     */
    LiveOrder close(Position position, int quantity, MarketSnapshot market, long senderId, String text, Atm atm) {
        return placement.alone(order(position, quantity, true, text, CommandTag.NONE, market), position, senderId, atm);
    }

    private LiveOrder close(
            Position position, int quantity, MarketSnapshot market, long senderId, boolean automated, CommandTag tag) {
        return placement.alone(order(position, quantity, automated, "", tag, market), position, senderId, null);
    }

    private static Command.PlaceOrder order(
            Position position, int quantity, boolean automated, String text, CommandTag tag, MarketSnapshot market) {
        return new Command.PlaceOrder(
                position.account.id,
                position.book.contract.contractId(),
                position.net > 0 ? Side.SELL : Side.BUY,
                OrderTerms.market(quantity),
                "",
                "",
                0,
                0,
                0,
                true,
                automated,
                text,
                List.of(),
                tag,
                market);
    }

    /** What closing positions would be refused for. */
    Rejection objection(Command.Flatten flatten) {
        if (flatten.accountIds().isEmpty() || !flatten.tag().fits()) {
            return Rejection.INVALID_COMMAND;
        }
        for (MarketSnapshot market : flatten.markets()) {
            Book book = world.book(market.contractId());
            if (book == null) {
                return Rejection.INVALID_COMMAND;
            }
            if (Checks.absurd(market, book)) {
                return Rejection.INVALID_PRICE;
            }
        }
        for (Long accountId : flatten.accountIds()) {
            if (world.account(accountId) == null) {
                return Rejection.UNKNOWN_ACCOUNT;
            }
        }
        if (flatten.longs() || flatten.shorts()) {
            for (Long accountId : flatten.accountIds()) {
                if (Limits.locked(world.account(accountId))) {
                    return Rejection.TRADING_LOCKED;
                }
            }
        }
        return Rejection.NONE;
    }

    Outcome flatten(Command.Flatten flatten, long senderId) {
        Rejection objection = objection(flatten);
        if (objection != Rejection.NONE) {
            return Outcome.rejected(objection);
        }
        List<Long> closing = new ArrayList<>();
        List<Long> canceled = new ArrayList<>();
        for (Long accountId : flatten.accountIds()) {
            Account account = world.account(accountId);
            if (flatten.cancelOrders()) {
                cancelAllButClosing(account, flatten.contractId(), senderId, canceled);
            }
            for (Position position : account.positions) {
                boolean wanted =
                        (flatten.contractId() == 0 || flatten.contractId() == position.book.contract.contractId())
                                && (position.net > 0 ? flatten.longs() : flatten.shorts());
                long open = wanted && position.net != 0 ? uncovered(position) : 0;
                if (open > 0) {
                    MarketSnapshot market = market(flatten, position.book.contract.contractId());
                    closing.add(close(position, (int) open, market, senderId, flatten.automated(), flatten.tag()).id);
                }
            }
        }
        int closed = closing.size();
        closing.addAll(canceled);
        return new Outcome(Rejection.NONE, closed, closing, 0);
    }

    /** A closing order already on its way stays: it does what is asked. */
    private void cancelAllButClosing(Account account, int contractId, long senderId, List<Long> canceled) {
        commands.cancelMatching(account, contractId, order -> !order.closes(), senderId, canceled);
    }

    private static MarketSnapshot market(Command.Flatten flatten, int contractId) {
        for (MarketSnapshot market : flatten.markets()) {
            if (market.contractId() == contractId) {
                return market;
            }
        }
        return MarketSnapshot.UNKNOWN;
    }
}
