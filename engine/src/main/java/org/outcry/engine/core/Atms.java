package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.value.MarketSnapshot;

/** The life of ATM instances after their entry was placed: asked to close, and over when nothing of them is left. */
final class Atms {
    private final World world;
    private final Commands commands;
    private final Closing closing;

    Atms(World world, Commands commands, Closing closing) {
        this.world = world;
        this.commands = commands;
        this.closing = closing;
    }

    Outcome close(Command.CloseAtm close, long senderId) {
        Atm atm = world.atm(close.strategyId());
        if (atm == null || atm.state == AtmState.CLOSED) {
            return Outcome.rejected(Rejection.UNKNOWN_STRATEGY);
        }
        Book book = atm.position.book;
        if (Checks.foreign(close.market(), book.contract.contractId())) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        if (Checks.absurd(close.market(), book)) {
            return Outcome.rejected(Rejection.INVALID_PRICE);
        }
        if (!close.keepsPosition() && atm.held() > 0 && !book.product.calendar.open(world.nowNanos)) {
            return Outcome.rejected(Rejection.MARKET_CLOSED);
        }
        AtmState wanted = close.keepsPosition() ? AtmState.RELEASING : AtmState.CLOSING;
        if (atm.state == AtmState.ACTIVE || (atm.state == AtmState.RELEASING && wanted == AtmState.CLOSING)) {
            change(atm, wanted);
        }
        List<Long> asked = new ArrayList<>();
        // Entry first: what it no longer fills needs no exit.
        for (LiveOrder order : new ArrayList<>(atm.orders)) {
            if (order.live() && order.cancel == null && !order.closes()) {
                commands.cancel(order, senderId);
                asked.add(order.id);
            }
        }
        long closing = atm.state == AtmState.CLOSING ? closeHeld(atm, close.market(), senderId) : 0;
        if (atm.state == AtmState.RELEASING && !atm.alive()) {
            end(atm);
        }
        return new Outcome(Rejection.NONE, closing, asked, 0);
    }

    /** Places a closing order for what the instance holds and nobody is closing yet; its id, 0 when there is nothing. */
    private long closeHeld(Atm atm, MarketSnapshot market, long senderId) {
        long open = Math.min(atm.held() - closing(atm), Closing.uncovered(atm.position));
        if (open <= 0) {
            return 0;
        }
        return closing.close(atm.position, (int) open, market, senderId, "Close", atm).id;
    }

    /** Contracts that closing orders of its own are on their way to take. */
    private static long closing(Atm atm) {
        long sum = 0;
        for (LiveOrder order : atm.orders) {
            sum += order.live() && order.closes() ? order.remaining() : 0;
        }
        return sum;
    }

    /** Ends instances of which nothing is left, and goes on closing those that were asked to. */
    void review(Position position) {
        if (position.atms.isEmpty()) {
            return;
        }
        for (Atm atm : new ArrayList<>(position.atms)) {
            if (atm.alive()) {
                continue;
            }
            if (atm.held() == 0 || atm.state == AtmState.RELEASING) {
                end(atm);
            } else if (atm.state == AtmState.CLOSING && goesOn(atm)) {
                closeHeld(atm, MarketSnapshot.UNKNOWN, 0);
            }
        }
    }

    /** A closing order that the market refused would be refused again: the next request to close tries anew. */
    private boolean goesOn(Atm atm) {
        return atm.position.book.product.calendar.open(world.nowNanos)
                && atm.orders.getLast().status != OrderStatus.REJECTED;
    }

    private void end(Atm atm) {
        atm.endedNanos = world.nowNanos;
        atm.doneDate = atm.position.book.product.calendar.sessionDate;
        atm.position.atms.remove(atm);
        for (LiveOrder order : atm.orders) {
            order.atm = null;
        }
        atm.orders.clear();
        change(atm, AtmState.CLOSED);
        atm.lastId = world.nextId - 1;
    }

    private void change(Atm atm, AtmState state) {
        atm.state = state;
        world.emit(new Event.AtmStateChanged(atm.id, state, world.nowNanos));
    }
}
