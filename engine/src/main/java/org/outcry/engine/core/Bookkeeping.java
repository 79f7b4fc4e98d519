package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.Comparator;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.account.Peaks;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.FillExplanation;
import org.outcry.engine.instrument.Product;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;

/**
 * What one fill does to an order, its position and its account's money. Nothing else moves positions, and only this and
 * cash adjustments move cash, so that cash = opening + realized - fees + adjustments at every moment.
 */
final class Bookkeeping {
    private static final Comparator<Account> BY_ID = Comparator.comparingLong(account -> account.id);

    private final World world;
    /** Scratch of {@link #raisePeaks(Book)}. */
    private final ArrayList<Account> holders = new ArrayList<>();

    Bookkeeping(World world) {
        this.world = world;
    }

    /** Books one execution; the caller decides what becomes of the order's status, groups and legs. */
    void fill(
            LiveOrder order,
            int quantity,
            long priceTicks,
            FillExplanation explanation,
            MarketSnapshot market,
            Product.Fees feesEach) {
        Position position = order.position;
        Account account = position.account;
        Book book = position.book;
        if (position.id == 0) {
            position.id = world.newId();
        }
        book.mark(market.sequence(), priceTicks);
        book.mark(market);

        long before = position.net;
        long after = before + (long) order.side.sign() * quantity;
        boolean opening = before == 0 || Long.signum(before) == order.side.sign() || Math.abs(after) > Math.abs(before);
        boolean crossing = Long.signum(before) * Long.signum(after) < 0;
        Product.Fees fees = times(feesEach, quantity);
        int sessionDate = book.product.calendar.sessionDate;

        order.filled += quantity;
        order.filledTicks = Math.addExact(order.filledTicks, Math.multiplyExact(priceTicks, (long) quantity));
        order.changedNanos = world.nowNanos;
        world.recount(order);
        position.net = after;
        world.stir(position);

        Event.Filled filled = new Event.Filled(
                world.newId(),
                order.id,
                account.id,
                book.contract.contractId(),
                order.side,
                quantity,
                priceTicks,
                after,
                opening || crossing,
                world.nowNanos,
                sessionDate,
                explanation);
        world.emit(filled);
        OrderStatus shown =
                order.remaining() == 0 && !Groups.waitsForMoreEntry(order) ? OrderStatus.FILLED : OrderStatus.WORKING;
        long reportId = world.newId();
        if (world.told) {
            world.emit(new Event.ExecutionReported(
                    reportId,
                    order.commandId,
                    order.id,
                    ExecutionType.TRADE,
                    shown,
                    order.filled,
                    order.filledTicks,
                    quantity,
                    priceTicks,
                    Rejection.NONE,
                    world.nowNanos));
        }
        if (order.remaining() == 0 && !Groups.waitsForMoreEntry(order)) {
            world.status(order, OrderStatus.FILLED);
        }

        Position.OpenFill record = new Position.OpenFill(filled, fees, quantity);
        world.fills.add(record);
        long pairsFrom = world.pairs.size();
        pair(position, record);
        countTurnover(position, order.side, quantity, priceTicks);
        countOpen(position, before, after);
        emitPosition(position);
        for (int i = (int) pairsFrom; i < world.pairs.size(); i++) {
            Event.FillsPaired paired = world.pairs.get(i);
            world.emit(paired);
            account.realizedDayMicros = Math.addExact(account.realizedDayMicros, paired.realizedMicros());
            account.realizedWeekMicros = Math.addExact(account.realizedWeekMicros, paired.realizedMicros());
            changeCash(account, paired.realizedMicros(), CashChangeType.TRADE_PAIRED, paired.pairId(), "");
        }
        if (world.told) {
            world.emit(new Event.FeesCharged(filled.fillId(), account.id, filled.contractId(), quantity, fees));
        }
        long total = fees.totalMicros();
        if (total != 0) {
            account.feesDayMicros = Math.addExact(account.feesDayMicros, total);
            account.feesWeekMicros = Math.addExact(account.feesWeekMicros, total);
            account.commissionDayMicros = Math.addExact(account.commissionDayMicros, fees.commissionMicros());
            changeCash(account, -total, CashChangeType.COMMISSION, filled.fillId(), "");
        }
        account.remargin(position);
        world.reportMargin(account);
        raisePeaks(account);
    }

    /** A contract has a new mark: everybody who holds it may be higher than before. */
    void raisePeaks(Book book) {
        for (int i = 0, left = book.openPositions; left > 0; i++) {
            Position position = book.positions.get(i);
            if (position.net != 0) {
                holders.add(position.account);
                left--;
            }
        }
        // Positions stand in the order of their first order, which a restored engine does not know.
        holders.sort(BY_ID);
        for (int i = 0; i < holders.size(); i++) {
            raisePeaks(holders.get(i));
        }
        holders.clear();
    }

    /** The account's values may be higher than before in this session. */
    void raisePeaks(Account account) {
        long liquidation = account.netLiquidationMicros();
        long open = liquidation - account.cashMicros;
        Peaks raised =
                account.peaks.raised(account.realizedDayMicros - account.feesDayMicros + open, liquidation, open);
        if (!raised.equals(account.peaks)) {
            account.peaks = raised;
            world.emit(new Event.PeaksChanged(account.id, raised, world.nowNanos));
        }
        world.guard(account);
    }

    /** A session begins: what is held counts from here. */
    void restartPeaks(Account account) {
        if (!account.peaks.equals(Peaks.NONE)) {
            account.peaks = Peaks.NONE;
            world.emit(new Event.PeaksChanged(account.id, Peaks.NONE, world.nowNanos));
        }
        if (account.openPositions > 0) {
            raisePeaks(account);
        }
    }

    /** Adds to cash and says so; {@code causeId} is the fill or pair behind it, else 0. */
    void changeCash(Account account, long deltaMicros, CashChangeType type, long causeId, String comment) {
        account.cashMicros = Math.addExact(account.cashMicros, deltaMicros);
        account.lastCashDeltaMicros = deltaMicros;
        long logId = world.newId();
        if (world.told) {
            world.emit(new Event.CashChanged(
                    logId,
                    account.id,
                    deltaMicros,
                    type,
                    causeId,
                    account.cashMicros,
                    account.realizedDayMicros,
                    account.realizedWeekMicros,
                    account.feesDayMicros,
                    account.commissionDayMicros,
                    account.feesWeekMicros,
                    comment,
                    world.nowNanos,
                    account.sessionDate));
        }
    }

    void emitPosition(Position position) {
        if (world.told) {
            world.emit(new Event.PositionChanged(
                    position.id,
                    position.account.id,
                    position.book.contract.contractId(),
                    position.net,
                    position.openTicks,
                    position.bought,
                    position.boughtTicks,
                    position.sold,
                    position.soldTicks,
                    position.previousNet,
                    position.previousTicks,
                    world.nowNanos,
                    position.account.sessionDate));
        }
    }

    /** First in, first out: the new fill meets the oldest open ones of the other side, then stays open itself. */
    private void pair(Position position, Position.OpenFill fresh) {
        long tickValue = position.book.product.product.tickValueMicros();
        while (fresh.open > 0 && !position.openFills.isEmpty()) {
            Position.OpenFill oldest = position.openFills.peekFirst();
            if (oldest.fill.side() == fresh.fill.side()) {
                break;
            }
            int quantity = Math.min(oldest.open, fresh.open);
            boolean freshBuys = fresh.fill.side() == Side.BUY;
            Event.Filled buy = freshBuys ? fresh.fill : oldest.fill;
            Event.Filled sell = freshBuys ? oldest.fill : fresh.fill;
            long ticks = Math.multiplyExact(Math.subtractExact(sell.priceTicks(), buy.priceTicks()), (long) quantity);
            position.openTicks -= oldest.fill.priceTicks() * quantity;
            oldest.open -= quantity;
            fresh.open -= quantity;
            if (oldest.open == 0) {
                position.openFills.removeFirst();
            }
            world.pairs.add(new Event.FillsPaired(
                    world.newId(),
                    position.id,
                    position.account.id,
                    position.book.contract.contractId(),
                    buy.fillId(),
                    sell.fillId(),
                    quantity,
                    buy.priceTicks(),
                    sell.priceTicks(),
                    Math.multiplyExact(ticks, tickValue),
                    fresh.fill.sessionDate()));
        }
        if (fresh.open > 0) {
            position.openFills.addLast(fresh);
            position.openTicks += fresh.fill.priceTicks() * fresh.open;
        }
    }

    private static void countTurnover(Position position, Side side, int quantity, long priceTicks) {
        if (side == Side.BUY) {
            position.bought += quantity;
            position.boughtTicks += priceTicks * quantity;
        } else {
            position.sold += quantity;
            position.soldTicks += priceTicks * quantity;
        }
    }

    private void countOpen(Position position, long before, long after) {
        int change = (after == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
        if (change != 0) {
            position.account.openPositions += change;
            position.book.openPositions += change;
            world.touch(position.book);
        }
    }

    private static Product.Fees times(Product.Fees each, int quantity) {
        return new Product.Fees(
                each.exchangeMicros() * quantity,
                each.clearingMicros() * quantity,
                each.nfaMicros() * quantity,
                each.brokerageMicros() * quantity,
                each.commissionMicros() * quantity);
    }
}
