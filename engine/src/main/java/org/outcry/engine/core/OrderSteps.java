package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;

/** The steps of an order's life with the reports each of them makes, in the sequence clients know (docs/protocol/orders.md). */
final class OrderSteps {
    private final World world;
    private Groups groups;

    OrderSteps(World world) {
        this.world = world;
    }

    void know(Groups orderGroups) {
        this.groups = orderGroups;
    }

    /** Announces an order, its New command and its first version. */
    void created(LiveOrder order, CommandTag tag) {
        if (world.told) {
            world.emit(new Event.OrderCreated(
                    order.id,
                    order.account().id,
                    order.book().contract.contractId(),
                    order.side,
                    order.terms,
                    order.clientOrderId,
                    order.ocoName,
                    order.ocoOrderId,
                    order.parentId,
                    order.bracketGroup,
                    order.strategyId,
                    order.activationNanos,
                    order.reduceOnly,
                    order.automated,
                    order.relative,
                    order.text,
                    tag,
                    order.senderId,
                    order.createdNanos,
                    order.sessionDate));
        }
    }

    /** Risk passed; on its way to the book. */
    void accept(LiveOrder order) {
        world.report(order, order.id, CommandStatus.RISK_PASSED);
        world.status(order, OrderStatus.PENDING_NEW);
        enlist(order);
        world.recount(order);
        world.reportMargin(order.account());
    }

    /** Held: until its entry fills or its activation time. */
    void hold(LiveOrder order) {
        world.report(order, order.id, CommandStatus.ON_HOLD);
        world.status(order, OrderStatus.SUSPENDED);
        enlist(order);
        world.recount(order);
        world.reportMargin(order.account());
    }

    /** Refused by risk before it was anything. */
    void refuse(LiveOrder order, Rejection rejection) {
        world.report(order, order.id, CommandStatus.RISK_REJECTED, rejection);
        world.status(order, OrderStatus.REJECTED);
        order.rejection = rejection;
        order.doneDate = order.book().product.calendar.sessionDate;
        order.lastId = world.nextId - 1;
        world.addDone(order);
    }

    private void enlist(LiveOrder order) {
        world.live.put(order.id, order);
        order.position.append(order);
        if (order.terms.timeInForce() == TimeInForce.GTD) {
            world.agenda.add(new World.Due(order.terms.expireNanos(), World.Due.ORDER_EXPIRES, order.id));
        }
    }

    /** Reached the market. */
    void atExecution(LiveOrder order) {
        long report = world.report(order, order.commandId, CommandStatus.AT_EXECUTION);
        stopHeld(order);
        world.status(order, OrderStatus.WORKING);
        world.execution(order, report, order.commandId, ExecutionType.NEW, OrderStatus.WORKING);
    }

    /** The command that counts stays held behind one that changes what it asked for. */
    void keepHeld(LiveOrder order) {
        if (order.heldCommands.isEmpty()) {
            order.heldCommands = new ArrayList<>(2);
        }
        order.heldCommands.add(order.commandId);
    }

    /** Commands that were held beside the one that counts are over. */
    private void stopHeld(LiveOrder order) {
        for (int i = 0; i < order.heldCommands.size(); i++) {
            world.report(order, order.heldCommands.get(i), CommandStatus.EXECUTION_STOPPED);
        }
        order.heldCommands = List.of();
    }

    void activateLeg(LiveOrder leg) {
        world.status(leg, OrderStatus.PENDING_NEW);
        atExecution(leg);
    }

    /** A leg with nothing left to protect for now. */
    void suspend(LiveOrder leg) {
        removeFromBook(leg);
        world.status(leg, OrderStatus.SUSPENDED);
    }

    void rejectAtExecution(LiveOrder order, Rejection rejection) {
        long report = world.report(order, order.commandId, CommandStatus.EXECUTION_REJECTED, rejection);
        world.execution(order, report, order.commandId, ExecutionType.REJECTED, OrderStatus.REJECTED, rejection);
        finish(order, OrderStatus.REJECTED, rejection);
        world.reportMargin(order.account());
    }

    /** Cancels what an order could not fill; nobody asked for it. */
    void cancelRest(LiveOrder order, Rejection reason) {
        long report = world.report(order, order.commandId, CommandStatus.EXECUTION_STOPPED, reason);
        world.execution(order, report, order.commandId, ExecutionType.CANCELED, OrderStatus.CANCELED, reason);
        finish(order, OrderStatus.CANCELED, reason);
        world.reportMargin(order.account());
    }

    void cancelBySystem(LiveOrder order) {
        cancel(order, world.command(order, CommandType.CANCEL, order.terms, 0));
    }

    /** A cancel reached the book. */
    void cancel(LiveOrder order, long cancelId) {
        boolean held = order.status == OrderStatus.SUSPENDED;
        long report = world.report(order, cancelId, CommandStatus.AT_EXECUTION);
        stopHeld(order);
        world.report(order, order.commandId, CommandStatus.EXECUTION_STOPPED);
        if (!held) {
            world.execution(order, report, cancelId, ExecutionType.CANCELED, OrderStatus.CANCELED);
        }
        if (order.cancel != null && order.cancel.commandId() == cancelId) {
            order.cancel = null;
        }
        finish(order, OrderStatus.CANCELED, Rejection.NONE);
        world.reportMargin(order.account());
    }

    void expire(LiveOrder order) {
        boolean held = order.status == OrderStatus.SUSPENDED;
        stopHeld(order);
        long report = world.report(order, order.commandId, CommandStatus.EXECUTION_STOPPED);
        if (!held) {
            world.execution(order, report, order.commandId, ExecutionType.EXPIRED, OrderStatus.EXPIRED);
        }
        finish(order, OrderStatus.EXPIRED, Rejection.NONE);
        world.reportMargin(order.account());
    }

    /** Ends an order: out of the book, its groups and its entry's care. */
    void finish(LiveOrder order, OrderStatus status, Rejection reason) {
        removeFromBook(order);
        stopWaiting(order);
        if (order.status != status) {
            world.status(order, status);
        }
        order.rejection = reason;
        order.doneDate = order.book().product.calendar.sessionDate;
        letGo(order);
        order.position.unlink(order);
        world.live.remove(order.id);
        world.addDone(order);
        unschedule(order);
        world.recount(order);
        refusePending(order);
        order.lastId = world.nextId - 1;
        leaveGroup(order, status);
        if (status != OrderStatus.FILLED) {
            groups.releaseLegs(order);
        }
        serveFollower(order, status);
        startWhenFlat(order.position);
    }

    /** A held order starts: it is on its way to the book. */
    void start(LiveOrder order) {
        unschedule(order);
        if (order.terms.timeInForce() == TimeInForce.GTD) {
            world.agenda.add(new World.Due(order.terms.expireNanos(), World.Due.ORDER_EXPIRES, order.id));
        }
        letGo(order);
        world.status(order, OrderStatus.PENDING_NEW);
        order.dueNanos = world.nowNanos + order.latencyNanos;
        await(order, order.id, order.dueNanos);
    }

    /** A held order that will not start, and why. */
    void cancelHeld(LiveOrder order, Rejection reason) {
        stopHeld(order);
        world.report(order, order.commandId, CommandStatus.EXECUTION_STOPPED, reason);
        finish(order, OrderStatus.CANCELED, reason);
        world.reportMargin(order.account());
    }

    private static void letGo(LiveOrder order) {
        if (order.hold == Hold.FLAT) {
            order.position.heldUntilFlat--;
        }
        order.hold = Hold.NONE;
        order.heldFor = 0;
    }

    /** Held orders start once the position is flat and what was asked to leave has left; new orders do not stand in the way. */
    void startWhenFlat(Position position) {
        if (position.heldUntilFlat == 0 || position.net != 0) {
            return;
        }
        for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
            if (order.cancel != null || order.closes()) {
                return;
            }
        }
        for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
            if (order.hold == Hold.FLAT && order.status == OrderStatus.SUSPENDED) {
                start(order);
            }
        }
    }

    private void serveFollower(LiveOrder order, OrderStatus status) {
        LiveOrder next = order.follower;
        order.follower = null;
        if (next == null || next.hold != Hold.ORDER || !next.live()) {
            return;
        }
        if (status == OrderStatus.CANCELED) {
            start(next);
        } else {
            cancelHeld(next, Rejection.ORDER_TERMINAL);
        }
    }

    private void leaveGroup(LiveOrder order, OrderStatus status) {
        OcoGroup group = order.oco;
        if (group == null) {
            return;
        }
        order.oco = null;
        group.members.remove(order);
        if (group.resolved) {
            return;
        }
        if (status == OrderStatus.FILLED || status == OrderStatus.CANCELED) {
            groups.resolve(group);
        } else if (group.members.isEmpty()) {
            groups.retire(group);
        }
    }

    private void refusePending(LiveOrder order) {
        if (order.modify != null) {
            world.report(order, order.modify.commandId(), CommandStatus.EXECUTION_REJECTED, Rejection.ORDER_TERMINAL);
            order.modify = null;
        }
        if (order.cancel != null) {
            world.report(order, order.cancel.commandId(), CommandStatus.EXECUTION_REJECTED, Rejection.ORDER_TERMINAL);
            order.cancel = null;
        }
    }

    void removeFromBook(LiveOrder order) {
        if (order.main.taken()) {
            PriceIndex.remove(order.main);
            if (order.restingAt != LiveOrder.NOT_RESTING) {
                order.position.limits(order.side).remove(order);
            }
            if (order.follow != null) {
                PriceIndex.remove(order.follow);
            }
            world.touch(order.book());
        }
    }

    private void stopWaiting(LiveOrder order) {
        Book book = order.book();
        if (book.waiting.isEmpty()) {
            return;
        }
        book.waiting.remove(new LiveOrder.Waiting(order.dueNanos, order.id, order));
        if (order.modify != null) {
            book.waiting.remove(new LiveOrder.Waiting(order.modify.dueNanos(), order.modify.commandId(), order));
        }
        if (order.cancel != null) {
            book.waiting.remove(new LiveOrder.Waiting(order.cancel.dueNanos(), order.cancel.commandId(), order));
        }
        world.touch(book);
    }

    void unschedule(LiveOrder order) {
        if (order.terms.timeInForce() == TimeInForce.GTD) {
            world.agenda.remove(new World.Due(order.terms.expireNanos(), World.Due.ORDER_EXPIRES, order.id));
        }
        if (order.activationNanos != 0) {
            world.agenda.remove(new World.Due(order.activationNanos, World.Due.ORDER_ACTIVATES, order.id));
        }
    }

    /** Moves the end of a good-till-date order to where its new terms have it. */
    void reschedule(LiveOrder order, OrderTerms terms) {
        if (order.terms.timeInForce() == TimeInForce.GTD) {
            world.agenda.remove(new World.Due(order.terms.expireNanos(), World.Due.ORDER_EXPIRES, order.id));
        }
        if (terms.timeInForce() == TimeInForce.GTD) {
            world.agenda.add(new World.Due(terms.expireNanos(), World.Due.ORDER_EXPIRES, order.id));
        }
    }

    /** Waits for the first market at or after an instant. */
    void await(LiveOrder order, long commandId, long dueNanos) {
        order.book().waiting.add(new LiveOrder.Waiting(dueNanos, commandId, order));
        world.touch(order.book());
    }
}
