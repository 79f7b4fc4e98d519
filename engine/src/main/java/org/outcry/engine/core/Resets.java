package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.CarriedPosition;
import org.outcry.engine.risk.Term;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/**
 * Puts an account back to how a session date began for it, by orders, fills and a cash change of the system's own, so that the
 * laws of the books hold through it and history tells of it. The state to restore comes with the command: the engine forgets its past.
 */
final class Resets {
    private static final long MAX_MONEY_MICROS = 1_000_000_000_000_000_000L;

    private final World world;
    private final OrderSteps steps;
    private final Bookkeeping bookkeeping;
    private final Settlement settlement;
    private final Guard guard;

    Resets(World world, OrderSteps steps, Bookkeeping bookkeeping, Settlement settlement, Guard guard) {
        this.world = world;
        this.steps = steps;
        this.bookkeeping = bookkeeping;
        this.settlement = settlement;
        this.guard = guard;
    }

    Outcome reset(Command.ResetAccount reset) {
        if (Math.abs(reset.cashMicros()) > MAX_MONEY_MICROS || reset.cashMicros() == Long.MIN_VALUE) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(reset.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        for (CarriedPosition carried : reset.positions()) {
            Book book = world.book(carried.contractId());
            if (book == null) {
                return Outcome.rejected(Rejection.UNKNOWN_CONTRACT);
            }
            if (book.expired) {
                return Outcome.rejected(Rejection.CONTRACT_EXPIRED);
            }
            if (carried.net() == 0
                    || Math.abs(carried.net()) > ProductEntry.MAX_POSITION
                    || carried.priceTicks() == Prices.NONE
                    || Checks.absurd(carried.priceTicks(), book)) {
                return Outcome.rejected(Rejection.INVALID_COMMAND);
            }
        }
        cancelAll(account);
        for (Position position : new ArrayList<>(account.positions)) {
            if (position.net != 0) {
                settlement.settle(position, position.book.markTicks, "Reset");
            }
        }
        for (CarriedPosition carried : reset.positions()) {
            Position position = account.position(world.book(carried.contractId()));
            long mark = position.book.markTicks;
            settlement.book(
                    position,
                    carried.net() > 0 ? Side.BUY : Side.SELL,
                    Math.toIntExact(Math.abs(carried.net())),
                    carried.priceTicks(),
                    "Reset");
            // What it was carried at is no news of the market.
            position.book.markTicks = mark == Prices.NONE ? position.book.markTicks : mark;
        }
        restore(account, reset);
        world.emit(new Event.AccountReset(account.id, reset.sessionDate(), world.nowNanos));
        return Outcome.accepted(account.id);
    }

    /** The end of one may start another that waited for it: until none is left. */
    private void cancelAll(Account account) {
        for (List<LiveOrder> live = live(account); !live.isEmpty(); live = live(account)) {
            cancel(live);
        }
    }

    private static List<LiveOrder> live(Account account) {
        List<LiveOrder> live = new ArrayList<>();
        for (Position position : account.positions) {
            for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
                live.add(order);
            }
        }
        return live;
    }

    private void cancel(List<LiveOrder> live) {
        for (LiveOrder order : live) {
            // The end of one may have ended another of its group.
            if (order.live()) {
                steps.cancelBySystem(order);
            }
        }
    }

    private void restore(Account account, Command.ResetAccount reset) {
        for (Position position : account.positions) {
            if (position.id != 0) {
                position.bought = 0;
                position.boughtTicks = 0;
                position.sold = 0;
                position.soldTicks = 0;
                position.previousNet = position.net;
                position.previousTicks = position.net == 0 ? Prices.NONE : position.openTicks / Math.abs(position.net);
                bookkeeping.emitPosition(position);
            }
        }
        account.realizedDayMicros = 0;
        account.feesDayMicros = 0;
        account.commissionDayMicros = 0;
        account.realizedWeekMicros = reset.realizedWeekMicros();
        account.feesWeekMicros = reset.feesWeekMicros();
        bookkeeping.changeCash(
                account,
                Math.subtractExact(reset.cashMicros(), account.cashMicros),
                CashChangeType.MANUAL_ADJUSTMENT,
                0,
                "Reset to " + reset.sessionDate());
        account.startOfDayCashMicros = account.cashMicros;
        account.startOfDayNetLiquidationMicros = account.netLiquidationMicros();
        world.emit(new Event.SessionStarted(
                account.id,
                account.sessionDate,
                account.startOfDayCashMicros,
                account.startOfDayNetLiquidationMicros,
                world.nowNanos));
        bookkeeping.restartPeaks(account);
        if (account.risk != null) {
            account.risk.done = 0;
            var status = account.risk
                    .status
                    .with(AdminAction.NORMAL, world.nowNanos)
                    .with(Term.NONE, Term.NONE, false, world.nowNanos)
                    .withMax(
                            reset.maxNetLiquidationMicros() == Long.MIN_VALUE
                                    ? account.startOfDayNetLiquidationMicros
                                    : reset.maxNetLiquidationMicros(),
                            world.nowNanos)
                    .withMin(account.startOfDayNetLiquidationMicros, world.nowNanos);
            guard.change(account, status);
        }
    }
}
