package org.outcry.engine.core;

import java.util.ArrayList;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;

/**
 * Positions of accounts that demand a stop. A position that working stops do not cover is closed when it has been so for as
 * long as the account allows; the deadline is a due time of the engine, so no process outside has to remember it.
 */
final class Protection {
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 86_400 * SECOND;

    private final World world;
    private final Commands commands;
    private final Closing closing;

    Protection(World world, Commands commands, Closing closing) {
        this.world = world;
        this.commands = commands;
        this.closing = closing;
    }

    Outcome require(Command.RequireProtection require) {
        long within = require.withinNanos();
        if (within != 0 && (within < SECOND || within > LONGEST)) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(require.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        if (within == account.protectionNanos) {
            return Outcome.DONE;
        }
        account.protectionNanos = within;
        world.emit(new Event.ProtectionRequired(account.id, within));
        for (Position position : account.positions) {
            // What waits starts again with the new length, which also brings the old deadline to an end.
            if (position.protectionDueNanos != 0 && within != 0) {
                unschedule(position);
            }
            world.stir(position);
        }
        return Outcome.DONE;
    }

    /** Sets or lifts the deadline of a position after anything that its protection depends on. */
    void review(Position position) {
        long within = position.account.protectionNanos;
        long covered = within == 0 || position.net == 0 ? 0 : covered(position);
        boolean missing = within != 0 && covered < Math.abs(position.net);
        if (!missing && position.protectionDueNanos != 0) {
            unschedule(position);
            world.emit(new Event.ProtectionRestored(
                    position.account.id, position.book.contract.contractId(), world.nowNanos));
        } else if (missing && position.protectionDueNanos == 0) {
            schedule(position, world.nowNanos + within, covered);
        }
    }

    /** Sessions were added: what waited for the market to open again has a time. */
    void sessionsAdded(Calendar calendar) {
        for (ProductEntry product : calendar.products) {
            for (Book book : product.books) {
                for (Position position : book.positions) {
                    if (position.protectionDueNanos == Long.MAX_VALUE) {
                        unschedule(position);
                        wait(position, covered(position));
                    }
                }
            }
        }
    }

    /** The deadline has come: closes the position, or waits for its market to open. */
    void overdue(long positionId) {
        Position position = world.unprotected.get(positionId);
        unschedule(position);
        long covered = covered(position);
        if (!position.book.product.calendar.open(world.nowNanos)) {
            wait(position, covered);
            return;
        }
        Account account = position.account;
        int contractId = position.book.contract.contractId();
        long net = position.net;
        String reason = "Protection: no stop for " + (Math.abs(net) - covered) + " of " + Math.abs(net) + " in "
                + account.protectionNanos / SECOND + " s";
        commands.cancelMatching(account, contractId, order -> !order.closes(), 0, new ArrayList<>());
        long open = Closing.uncovered(position);
        long closingId =
                open == 0 ? 0 : closing.close(position, (int) open, MarketSnapshot.UNKNOWN, 0, reason, null).id;
        world.emit(
                new Event.ProtectionEnforced(account.id, contractId, net, covered, closingId, reason, world.nowNanos));
    }

    /** Nobody can place a stop in a closed market, so the time allowed begins with its next opening. */
    private void wait(Position position, long covered) {
        long opening = position.book.product.calendar.nextOpenNanos(world.nowNanos);
        boolean known = opening != Long.MAX_VALUE;
        schedule(position, known ? opening + position.account.protectionNanos : Long.MAX_VALUE, covered);
    }

    private void schedule(Position position, long dueNanos, long covered) {
        position.protectionDueNanos = dueNanos;
        world.unprotected.put(position.id, position);
        if (dueNanos != Long.MAX_VALUE) {
            world.agenda.add(new World.Due(dueNanos, World.Due.PROTECTION_ENDS, position.id));
        }
        world.emit(new Event.ProtectionMissing(
                position.account.id,
                position.book.contract.contractId(),
                position.net,
                covered,
                dueNanos,
                world.nowNanos));
    }

    private void unschedule(Position position) {
        world.agenda.remove(new World.Due(position.protectionDueNanos, World.Due.PROTECTION_ENDS, position.id));
        world.unprotected.remove(position.id);
        position.protectionDueNanos = 0;
    }

    /**
     * Contracts of a position that stops waiting for their trigger would close, or closing orders are about to. Members of one OCO
     * group count once, with the largest of them.
     */
    private static long covered(Position position) {
        Side exit = position.net > 0 ? Side.SELL : Side.BUY;
        long sum = 0;
        for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
            if (protects(order, exit)) {
                sum += order.oco == null ? order.remaining() : leads(order, exit);
            }
        }
        return Math.min(sum, Math.abs(position.net));
    }

    private static boolean protects(LiveOrder order, Side exit) {
        if (order.side != exit || order.cancel != null) {
            return false;
        }
        boolean stop = order.status == OrderStatus.WORKING
                && order.terms.type().hasTrigger()
                && Book.stops(order.terms)
                && !order.triggered;
        return stop || order.closes() || (order.persists() && order.triggered && order.status == OrderStatus.WORKING);
    }

    /** The largest protecting member's contracts when this is the first of its group, else 0. */
    private static long leads(LiveOrder order, Side exit) {
        long largest = 0;
        boolean first = true;
        for (int i = 0; i < order.oco.members.size(); i++) {
            LiveOrder member = order.oco.members.get(i);
            if (member.position == order.position && protects(member, exit)) {
                if (largest == 0) {
                    first = member == order;
                }
                largest = Math.max(largest, member.remaining());
            }
        }
        return first ? largest : 0;
    }
}
