package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.Prices;

/**
 * What time alone brings about, in order of time: good-till-date orders end, contracts stop trading, sessions end and
 * accounts roll, held orders start. A boundary missed while down is run when business time passes it.
 */
final class Clock {
    private final World world;
    private final OrderSteps steps;
    private final Bookkeeping bookkeeping;
    private final Settlement settlement;
    private final Review review;

    Clock(World world, OrderSteps steps, Bookkeeping bookkeeping, Settlement settlement, Review review) {
        this.world = world;
        this.steps = steps;
        this.bookkeeping = bookkeeping;
        this.settlement = settlement;
        this.review = review;
    }

    void advance(long timeNanos) {
        if (timeNanos <= world.nowNanos) {
            return;
        }
        while (world.nextDueNanos() <= timeNanos) {
            runNext();
            review.run();
        }
        world.nowNanos = timeNanos;
    }

    /** Runs what became due at the present instant by a definition of sessions or contracts. */
    void catchUp() {
        while (world.nextDueNanos() <= world.nowNanos) {
            runNext();
            review.run();
        }
    }

    private void runNext() {
        long at = world.nextDueNanos();
        world.nowNanos = Math.max(world.nowNanos, at);
        World.Due due = world.agenda.isEmpty() ? null : world.agenda.first();
        boolean agendaFirst = due != null && due.timeNanos() == at && due.kind() < World.Due.ORDER_ACTIVATES;
        if (!agendaFirst) {
            for (Calendar calendar : world.calendarList) {
                if (calendar.nextEndNanos() == at) {
                    endSession(calendar, at);
                    return;
                }
            }
        }
        world.agenda.remove(due);
        switch (due.kind()) {
            case World.Due.ORDER_EXPIRES -> expireOrder(due.id());
            case World.Due.CONTRACT_EXPIRES -> expireContract(world.book((int) due.id()));
            case World.Due.PROTECTION_ENDS -> review.overdue(due.id());
            case World.Due.LIQUIDATES -> review.retry(world.account(due.id()));
            case World.Due.FLATTENS -> review.flatten(world.account(due.id()), due.timeNanos());
            default -> activate(due.id());
        }
    }

    private void expireOrder(long orderId) {
        LiveOrder order = world.live.get(orderId);
        if (order != null) {
            steps.expire(order);
        }
    }

    private void activate(long orderId) {
        LiveOrder order = world.live.get(orderId);
        if (order == null || order.status != OrderStatus.SUSPENDED) {
            return;
        }
        if (order.hold == Hold.EXIT && order.reduceOnly) {
            long open = order.position.closable(order.side);
            if (open == 0) {
                steps.cancelHeld(order, Rejection.NO_POSITION);
                return;
            }
            if (order.terms.quantity() > open) {
                world.adjust(order, order.terms.withQuantity((int) open));
            }
        }
        steps.start(order);
    }

    private void endSession(Calendar calendar, long at) {
        for (ProductEntry product : calendar.products) {
            for (Book book : product.books) {
                expireDayOrders(book);
            }
        }
        enter(calendar, at);
    }

    private void expireDayOrders(Book book) {
        for (LiveOrder order : liveOrders(book)) {
            boolean ends = order.terms.timeInForce() == TimeInForce.DAY
                    && order.account().settings.dayOrdersExpire();
            if (ends && order.live()) {
                steps.expire(order);
            }
        }
    }

    private static List<LiveOrder> liveOrders(Book book) {
        List<LiveOrder> orders = new ArrayList<>();
        for (Position position : book.positions) {
            for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
                orders.add(order);
            }
        }
        orders.sort(Comparator.comparingLong(order -> order.id));
        return orders;
    }

    /** Enters the first session date that ends after an instant; accounts follow when it is their calendar. */
    void enter(Calendar calendar, long afterNanos) {
        if (calendar.enterFrom(afterNanos) && calendar.id == World.ACCOUNT_CALENDAR) {
            for (Account account : world.accountList) {
                roll(account, calendar.sessionDate);
            }
        }
    }

    private void roll(Account account, int sessionDate) {
        boolean newWeek = account.sessionDate == 0 || Dates.week(account.sessionDate) != Dates.week(sessionDate);
        account.sessionDate = sessionDate;
        account.startOfDayCashMicros = account.cashMicros;
        account.startOfDayNetLiquidationMicros = account.netLiquidationMicros();
        account.realizedDayMicros = 0;
        account.feesDayMicros = 0;
        account.commissionDayMicros = 0;
        if (newWeek) {
            account.feesWeekMicros = 0;
            account.realizedWeekMicros = 0;
        }
        world.emit(new Event.SessionStarted(
                account.id,
                sessionDate,
                account.startOfDayCashMicros,
                account.startOfDayNetLiquidationMicros,
                world.nowNanos));
        bookkeeping.changeCash(account, 0, CashChangeType.NEW_SESSION, 0, "");
        bookkeeping.restartPeaks(account);
        if (account.risk != null) {
            review.rolled(account, newWeek);
        }
        for (Position position : account.positions) {
            if (position.id != 0 && (position.net != 0 || position.bought != 0 || position.sold != 0)) {
                position.previousNet = position.net;
                position.previousTicks = position.net == 0 ? Prices.NONE : position.book.markTicks;
                position.bought = 0;
                position.boughtTicks = 0;
                position.sold = 0;
                position.soldTicks = 0;
                bookkeeping.emitPosition(position);
            }
        }
    }

    /** The contract stops trading: its orders expire, its positions are settled at the last price known. */
    private void expireContract(Book book) {
        long settlementTicks = book.markTicks;
        book.expired = true;
        world.emit(new Event.ContractExpired(book.contract.contractId(), settlementTicks));
        for (LiveOrder order : liveOrders(book)) {
            if (order.live()) {
                steps.expire(order);
            }
        }
        List<Position> open = new ArrayList<>();
        for (Position position : book.positions) {
            if (position.net != 0) {
                open.add(position);
            }
        }
        open.sort(Comparator.comparingLong(position -> position.account.id));
        for (Position position : open) {
            settlement.settle(position, settlementTicks, "Settlement");
        }
        world.touch(book);
    }
}
