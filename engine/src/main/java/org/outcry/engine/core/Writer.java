package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.state.StateRow;

/** Writes everything the engine holds as rows, in the one canonical order. */
final class Writer {
    private final World world;
    private final Consumer<StateRow> rows;

    private final Records records;

    Writer(World world, Records records, Consumer<StateRow> rows) {
        this.world = world;
        this.records = records;
        this.rows = rows;
    }

    void write() {
        rows.accept(new StateRow.Header(world.nextId, world.nextPlace, world.nowNanos, world.rulesVersion));
        for (Calendar calendar : world.calendarList) {
            rows.accept(new StateRow.CalendarRow(calendar.id, calendar.sessionDate, calendar.ended));
        }
        for (Calendar calendar : world.calendarList) {
            for (SessionWindow window : calendar.windows) {
                // The last one always: later definitions must not reach behind it.
                if (window.closeNanos() > world.nowNanos || window.equals(calendar.windows.getLast())) {
                    rows.accept(new StateRow.WindowRow(calendar.id, window));
                }
            }
        }
        for (ProductEntry product : world.productList) {
            rows.accept(new StateRow.ProductRow(product.product));
        }
        for (Book book : world.bookList) {
            rows.accept(new StateRow.ContractRow(
                    book.contract, book.expired, book.marketSequence, book.markTicks, book.markSequence));
        }
        for (World.User user : world.userList) {
            rows.accept(new StateRow.UserRow(user.id(), user.name(), user.createdNanos()));
        }
        for (Account account : world.accountList) {
            rows.accept(row(account));
        }
        for (Account account : world.accountList) {
            if (account.risk != null) {
                writeRisk(account.id, account.risk);
            }
        }
        for (Account account : world.accountList) {
            writePositions(account);
        }
        List<LiveOrder> orders = orders();
        writeGroups(orders);
        for (Atm atm : world.atmList) {
            rows.accept(new StateRow.AtmRow(
                    atm.id,
                    atm.position.account.id,
                    atm.position.book.contract.contractId(),
                    atm.side,
                    atm.entryId,
                    atm.template,
                    atm.state,
                    atm.startedNanos,
                    atm.endedNanos,
                    atm.sessionDate,
                    atm.doneDate,
                    atm.lastId));
        }
        for (LiveOrder order : orders) {
            rows.accept(row(order));
        }
        for (LiveOrder order : orders) {
            writePending(order, order.modify);
            writePending(order, order.cancel);
            for (Long commandId : order.heldCommands) {
                rows.accept(new StateRow.HeldCommandRow(commandId, order.id));
            }
        }
        for (Position.OpenFill fill : world.fills) {
            rows.accept(new StateRow.FillRow(fill.fill, fill.fees, fill.open));
        }
        for (Event.FillsPaired pair : world.pairs) {
            rows.accept(new StateRow.PairRow(pair));
        }
        for (KeptRecord record : records.all()) {
            rows.accept(new StateRow.RecordRow(record));
        }
        KeyTable keys = world.keys;
        for (int i = 0; i < keys.size(); i++) {
            rows.accept(new StateRow.KeyRow(keys.high(i), keys.low(i), keys.timeNanos(i), keys.outcome(i)));
        }
    }

    private static StateRow.AccountRow row(Account account) {
        return new StateRow.AccountRow(
                account.id,
                account.name,
                account.userId,
                account.live,
                account.settings,
                account.openedNanos,
                account.sessionDate,
                account.cashMicros,
                account.openingCashMicros,
                account.startOfDayCashMicros,
                account.startOfDayNetLiquidationMicros,
                account.realizedDayMicros,
                account.realizedWeekMicros,
                account.feesDayMicros,
                account.commissionDayMicros,
                account.feesWeekMicros,
                account.lastCashDeltaMicros,
                account.marginUsedMicros,
                account.marginPositionMicros,
                account.peaks,
                account.protectionNanos);
    }

    private void writeRisk(long accountId, AccountRisk risk) {
        rows.accept(new StateRow.RiskRow(
                accountId,
                risk.status,
                risk.owner,
                risk.trader,
                risk.done,
                risk.openAtWeekStartMicros,
                risk.retryNanos));
        for (AccountRisk.Limit limit : risk.limits) {
            rows.accept(new StateRow.PositionLimitRow(limit.terms));
            for (RiskParameter parameter : limit.parameters) {
                rows.accept(new StateRow.RiskParameterRow(parameter));
            }
        }
    }

    private void writePositions(Account account) {
        for (Position position : account.positions) {
            if (position.id == 0) {
                continue;
            }
            int contractId = position.book.contract.contractId();
            rows.accept(new StateRow.PositionRow(
                    position.id,
                    account.id,
                    contractId,
                    position.net,
                    position.openTicks,
                    position.bought,
                    position.boughtTicks,
                    position.sold,
                    position.soldTicks,
                    position.previousNet,
                    position.previousTicks,
                    account.sessionDate,
                    position.protectionDueNanos));
            writeTaken(account, contractId, position.takenFromBids);
            writeTaken(account, contractId, position.takenFromAsks);
        }
    }

    private void writeTaken(Account account, int contractId, Taken taken) {
        for (int i = 0; i < taken.count(); i++) {
            rows.accept(new StateRow.TakenRow(
                    account.id, contractId, taken.bookSide, taken.price(i), taken.size(i), taken.timeNanos(i)));
        }
    }

    private List<LiveOrder> orders() {
        List<LiveOrder> orders = new ArrayList<>(world.doneList);
        for (Account account : world.accountList) {
            for (Position position : account.positions) {
                for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
                    orders.add(order);
                }
            }
        }
        orders.sort(Comparator.comparingLong(order -> order.id));
        return orders;
    }

    private void writeGroups(List<LiveOrder> orders) {
        List<OcoGroup> groups = new ArrayList<>(world.resolvedGroups);
        for (LiveOrder order : orders) {
            OcoGroup group = order.oco;
            if (group != null && !group.resolved && group.members.getFirst() == order) {
                groups.add(group);
            }
        }
        groups.sort(Comparator.comparingLong(group -> group.id));
        for (OcoGroup group : groups) {
            rows.accept(new StateRow.OcoRow(
                    group.id, group.account.id, group.name, group.resolved, group.lastId, group.sessionDate));
        }
    }

    private void writePending(LiveOrder order, LiveOrder.PendingCommand pending) {
        if (pending != null) {
            rows.accept(new StateRow.CommandRow(
                    pending.commandId(),
                    order.id,
                    pending.type(),
                    pending.terms(),
                    pending.dueNanos(),
                    pending.latencyNanos(),
                    pending.senderId()));
        }
    }

    private static StateRow.OrderRow row(LiveOrder order) {
        return new StateRow.OrderRow(
                order.id,
                order.account().id,
                order.book().contract.contractId(),
                order.side,
                order.terms,
                order.status,
                order.rejection,
                order.commandId,
                order.clientOrderId,
                order.ocoName,
                order.oco == null ? 0 : order.oco.id,
                order.ocoOrderId,
                order.parentId,
                order.bracketGroup,
                order.strategyId,
                order.relative,
                order.plannedQuantity,
                order.activationNanos,
                order.reduceOnly,
                order.automated,
                order.text,
                order.senderId,
                order.createdNanos,
                order.changedNanos,
                order.sessionDate,
                order.filled,
                order.filledTicks,
                order.triggered,
                order.changed,
                order.dueNanos,
                order.latencyNanos,
                order.seenSequence,
                order.main.taken() ? order.place : 0,
                order.aheadAtJoin,
                order.ahead,
                order.traded,
                order.swept,
                order.trailBest,
                order.hold,
                order.heldFor,
                order.baseTicks,
                order.doneDate,
                order.lastId);
    }
}
