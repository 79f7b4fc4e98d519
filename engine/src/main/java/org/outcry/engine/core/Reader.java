package org.outcry.engine.core;

import java.util.ArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.outcry.engine.InvariantViolation;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.Side;

/** Builds the engine's state again from rows, one at a time in the order {@link Writer} gave them. */
final class Reader {
    private final World world;
    private final Long2ObjectHashMap<OcoGroup> groups = new Long2ObjectHashMap<>();

    private final Records records;
    private final RiskSettings limits;

    Reader(World world, Records records, RiskSettings limits) {
        this.world = world;
        this.records = records;
        this.limits = limits;
    }

    void read(StateRow row) {
        switch (row) {
            case StateRow.Header r -> {
                world.nextId = r.nextId();
                world.nextPlace = r.nextPlace();
                world.nowNanos = r.nowNanos();
                world.rulesVersion = r.rulesVersion();
            }
            case StateRow.CalendarRow r -> world.calendarOrNew(r.calendarId()).restore(r.sessionDate(), r.ended());
            case StateRow.WindowRow r -> world.calendarOrNew(r.calendarId()).append(r.window());
            case StateRow.ProductRow r -> world.addProduct(r.product());
            case StateRow.ContractRow r -> contract(r);
            case StateRow.UserRow r -> world.addUser(new World.User(r.userId(), r.name(), r.createdNanos()));
            case StateRow.AccountRow r -> account(r);
            case StateRow.PositionRow r -> position(r);
            case StateRow.TakenRow r -> {
                Position position = position(r.accountId(), r.contractId());
                position.takenBy(r.bookSide() == Side.SELL ? Side.BUY : Side.SELL)
                        .restore(r.priceTicks(), r.taken(), r.timeNanos());
            }
            case StateRow.OcoRow r -> group(r);
            case StateRow.AtmRow r -> atm(r);
            case StateRow.OrderRow r -> order(r);
            case StateRow.CommandRow r -> command(r);
            case StateRow.HeldCommandRow r -> held(r);
            case StateRow.FillRow r -> {
                Position.OpenFill fill = new Position.OpenFill(r.fill(), r.fees(), r.openQuantity());
                world.fills.add(fill);
                if (r.openQuantity() > 0) {
                    position(r.fill().accountId(), r.fill().contractId())
                            .openFills
                            .addLast(fill);
                }
            }
            case StateRow.PairRow r -> world.pairs.add(r.pair());
            case StateRow.RiskRow r -> risk(r);
            case StateRow.PositionLimitRow r ->
                limits.add(world.account(r.limit().accountId()), r.limit());
            case StateRow.RiskParameterRow r -> limits.add(r.parameter());
            case StateRow.RecordRow r -> records.add(r.record());
            case StateRow.KeyRow r -> world.keys.add(r.keyHigh(), r.keyLow(), r.timeNanos(), r.outcome());
        }
    }

    private void contract(StateRow.ContractRow row) {
        Book book =
                world.addContract(row.contract(), world.product(row.contract().productId()));
        book.expired = row.expired();
        book.marketSequence = row.marketSequence();
        book.markTicks = row.markTicks();
        book.markSequence = row.markSequence();
        if (!book.expired) {
            world.agenda.add(new World.Due(
                    row.contract().lastTradeNanos(),
                    World.Due.CONTRACT_EXPIRES,
                    row.contract().contractId()));
        }
    }

    private void account(StateRow.AccountRow row) {
        Account account =
                new Account(row.accountId(), row.name(), row.userId(), row.live(), row.openedNanos(), row.settings());
        account.sessionDate = row.sessionDate();
        account.cashMicros = row.cashMicros();
        account.openingCashMicros = row.openingCashMicros();
        account.startOfDayCashMicros = row.startOfDayCashMicros();
        account.startOfDayNetLiquidationMicros = row.startOfDayNetLiquidationMicros();
        account.realizedDayMicros = row.realizedDayMicros();
        account.realizedWeekMicros = row.realizedWeekMicros();
        account.feesDayMicros = row.feesDayMicros();
        account.commissionDayMicros = row.commissionDayMicros();
        account.feesWeekMicros = row.feesWeekMicros();
        account.lastCashDeltaMicros = row.lastCashDeltaMicros();
        account.peaks = row.peaks();
        // Margins are built again from positions and orders as they come.
        account.reportedUsedMicros = row.marginUsedMicros();
        account.reportedPositionMicros = row.marginPositionMicros();
        account.protectionNanos = row.protectionNanos();
        world.addAccount(account);
    }

    private void risk(StateRow.RiskRow row) {
        Account account = world.account(row.accountId());
        AccountRisk risk = new AccountRisk();
        risk.status = row.status();
        risk.owner = row.owner();
        risk.trader = row.trader();
        risk.done = row.done();
        risk.openAtWeekStartMicros = row.openAtWeekStartMicros();
        risk.retryNanos = row.retryNanos();
        account.risk = risk;
        if (risk.retryNanos != 0) {
            world.agenda.add(new World.Due(risk.retryNanos, World.Due.LIQUIDATES, account.id));
        }
        limits.schedule(account);
    }

    private Position position(long accountId, int contractId) {
        return world.account(accountId).position(world.book(contractId));
    }

    private void position(StateRow.PositionRow row) {
        Position position = position(row.accountId(), row.contractId());
        position.id = row.positionId();
        position.net = row.net();
        position.openTicks = row.openTicks();
        position.bought = row.bought();
        position.boughtTicks = row.boughtTicks();
        position.sold = row.sold();
        position.soldTicks = row.soldTicks();
        position.previousNet = row.previousNet();
        position.previousTicks = row.previousTicks();
        if (row.net() != 0) {
            position.account.openPositions++;
            position.book.openPositions++;
        }
        position.protectionDueNanos = row.protectionDueNanos();
        if (row.protectionDueNanos() != 0) {
            world.unprotected.put(position.id, position);
        }
        if (row.protectionDueNanos() != 0 && row.protectionDueNanos() != Long.MAX_VALUE) {
            world.agenda.add(new World.Due(row.protectionDueNanos(), World.Due.PROTECTION_ENDS, position.id));
        }
        position.account.remargin(position);
    }

    private void group(StateRow.OcoRow row) {
        OcoGroup group = new OcoGroup(row.groupId(), world.account(row.accountId()), row.name());
        group.resolved = row.resolved();
        group.lastId = row.lastId();
        group.sessionDate = row.sessionDate();
        groups.put(group.id, group);
        if (!group.name.isEmpty()) {
            group.account.ocoByName.put(group.name, group);
        }
        if (group.resolved) {
            world.resolvedGroups.add(group);
        }
    }

    private void atm(StateRow.AtmRow row) {
        Atm atm = new Atm(
                row.strategyId(),
                position(row.accountId(), row.contractId()),
                row.side(),
                row.template(),
                row.entryOrderId(),
                row.startedNanos(),
                row.sessionDate());
        atm.state = row.state();
        atm.endedNanos = row.endedNanos();
        atm.doneDate = row.doneDate();
        atm.lastId = row.lastId();
        world.addAtm(atm);
    }

    private void order(StateRow.OrderRow row) {
        Position position = position(row.accountId(), row.contractId());
        LiveOrder order = new LiveOrder(
                row.orderId(),
                position,
                row.side(),
                row.terms(),
                new LiveOrder.Origin(
                        row.clientOrderId(),
                        row.ocoGroup(),
                        row.ocoOrderId(),
                        row.parentId(),
                        row.bracketGroup(),
                        row.strategyId(),
                        row.plannedQuantity(),
                        row.activationNanos(),
                        row.reduceOnly(),
                        row.automated(),
                        row.text(),
                        row.senderId(),
                        row.createdNanos(),
                        row.sessionDate()));
        order.status = row.status();
        order.rejection = row.rejection();
        order.commandId = row.commandId();
        order.relative = row.relative();
        order.changedNanos = row.changedNanos();
        order.filled = row.filled();
        order.filledTicks = row.filledTicks();
        order.triggered = row.triggered();
        order.changed = row.changed();
        order.dueNanos = row.dueNanos();
        order.latencyNanos = row.latencyNanos();
        order.seenSequence = row.seenSequence();
        order.place = row.place();
        order.aheadAtJoin = row.aheadAtJoin();
        order.ahead = row.ahead();
        order.traded = row.traded();
        order.swept = row.swept();
        order.trailBest = row.trailBest();
        order.hold = row.hold();
        order.heldFor = row.heldFor();
        order.baseTicks = row.baseTicks();
        order.doneDate = row.doneDate();
        order.lastId = row.lastId();
        if (!order.clientOrderId.isEmpty()) {
            order.account().byClientOrderId.put(order.clientOrderId, order);
        }
        adopt(order);
        Atm atm = order.strategyId == 0 ? null : world.atm(order.strategyId);
        if (atm != null && atm.state != AtmState.CLOSED) {
            atm.adopt(order);
        }
        if (!order.live()) {
            world.addDone(order);
            return;
        }
        enlist(order, row);
    }

    /** Ties a leg to its entry while that lives. */
    private void adopt(LiveOrder leg) {
        LiveOrder entry = leg.isLeg() ? world.live.get(leg.parentId) : null;
        if (entry == null) {
            return;
        }
        leg.parent = entry;
        if (entry.legs == null) {
            entry.legs = new ArrayList<>();
        }
        int at = entry.legs.size();
        while (at > 0 && entry.legs.get(at - 1).bracketGroup > leg.bracketGroup) {
            at--;
        }
        entry.legs.add(at, leg);
    }

    private void enlist(LiveOrder order, StateRow.OrderRow row) {
        world.live.put(order.id, order);
        order.position.append(order);
        if (row.ocoGroupId() != 0) {
            order.oco = groups.get(row.ocoGroupId());
            order.oco.members.add(order);
        }
        if (order.terms.timeInForce() == TimeInForce.GTD) {
            world.agenda.add(new World.Due(order.terms.expireNanos(), World.Due.ORDER_EXPIRES, order.id));
        }
        if (order.status == OrderStatus.SUSPENDED && order.activationNanos > world.nowNanos) {
            world.agenda.add(new World.Due(order.activationNanos, World.Due.ORDER_ACTIVATES, order.id));
        }
        if (order.status == OrderStatus.PENDING_NEW) {
            await(order, order.id, order.dueNanos);
        }
        if (order.hold == Hold.FLAT) {
            order.position.heldUntilFlat++;
        }
        if (order.hold == Hold.ORDER) {
            world.live.get(order.heldFor).follower = order;
        }
        if (order.isLeg() && order.status == OrderStatus.WORKING) {
            order.position.workingLegs++;
        }
        if (order.status == OrderStatus.WORKING && row.place() != 0) {
            intoBook(order);
        }
        world.recount(order);
    }

    private void intoBook(LiveOrder order) {
        Book book = order.book();
        if (order.terms.type().hasTrigger() && !order.triggered) {
            book.triggerIndex(order).add(order.main, order.terms.stopTicks());
            Matching.restAtFollow(order);
        } else {
            book.rest(order);
        }
        world.touch(book);
    }

    private void await(LiveOrder order, long commandId, long dueNanos) {
        order.book().waiting.add(new LiveOrder.Waiting(dueNanos, commandId, order));
        world.touch(order.book());
    }

    private void held(StateRow.HeldCommandRow row) {
        LiveOrder order = world.live.get(row.orderId());
        if (order == null) {
            throw new InvariantViolation("held command " + row.commandId() + " of unknown order " + row.orderId());
        }
        if (order.heldCommands.isEmpty()) {
            order.heldCommands = new ArrayList<>(2);
        }
        order.heldCommands.add(row.commandId());
    }

    private void command(StateRow.CommandRow row) {
        LiveOrder order = world.live.get(row.orderId());
        if (order == null) {
            throw new InvariantViolation("command " + row.commandId() + " of unknown order " + row.orderId());
        }
        LiveOrder.PendingCommand pending = new LiveOrder.PendingCommand(
                row.commandId(), row.type(), row.terms(), row.dueNanos(), row.latencyNanos(), row.senderId());
        switch (row.type()) {
            case MODIFY -> order.modify = pending;
            case CANCEL -> order.cancel = pending;
            case NEW -> throw new InvariantViolation("a New command never waits alone: " + row.commandId());
        }
        await(order, row.commandId(), row.dueNanos());
    }
}
