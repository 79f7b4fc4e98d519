package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.event.Event;

/** Lets go of what history holds: terminal orders, paired fills, pairs, resolved groups and closed ATM instances of ended session dates. */
final class Release {
    private final World world;

    Release(World world) {
        this.world = world;
    }

    Outcome upTo(long id) {
        releaseOrders(id);
        releaseFills(id);
        releaseAtms(id);
        world.pairs.removeIf(pair -> pair.pairId() <= id && over(pair.sessionDate(), pair.contractId()));
        world.resolvedGroups.removeIf(group -> {
            boolean leaves = group.lastId <= id && group.sessionDate < group.account.sessionDate;
            if (leaves) {
                group.account.ocoByName.remove(group.name, group);
            }
            return leaves;
        });
        return Outcome.DONE;
    }

    private void releaseOrders(long id) {
        List<LiveOrder> leaving = new ArrayList<>();
        List<LiveOrder> staying = new ArrayList<>();
        for (LiveOrder order : world.doneList) {
            // A leg of a live entry still counts in its entry's sharing, any order of an ATM instance in what that
            // holds.
            boolean needed = order.parent != null || order.atm != null;
            boolean leaves =
                    !needed && order.lastId <= id && order.doneDate < order.book().product.calendar.sessionDate;
            (leaves ? leaving : staying).add(order);
        }
        if (leaving.isEmpty()) {
            return;
        }
        world.doneList.clear();
        world.doneList.addAll(staying);
        // By id, because a restored engine holds them in that order.
        leaving.sort(Comparator.comparingLong(order -> order.id));
        for (LiveOrder order : leaving) {
            world.removeDone(order);
            if (!order.clientOrderId.isEmpty()) {
                order.account().byClientOrderId.remove(order.clientOrderId, order);
            }
            world.emit(new Event.OrderReleased(order.id));
        }
    }

    private void releaseFills(long id) {
        List<Position.OpenFill> kept = new ArrayList<>();
        for (Position.OpenFill fill : world.fills) {
            boolean leaves = fill.open == 0
                    && fill.fill.fillId() <= id
                    && over(fill.fill.sessionDate(), fill.fill.contractId())
                    && !world.live.containsKey(fill.fill.orderId());
            if (leaves) {
                world.emit(new Event.FillReleased(fill.fill.fillId()));
            } else {
                kept.add(fill);
            }
        }
        world.fills.clear();
        world.fills.addAll(kept);
    }

    private void releaseAtms(long id) {
        world.atmList.removeIf(atm -> {
            boolean leaves = atm.state == AtmState.CLOSED
                    && atm.lastId <= id
                    && over(atm.doneDate, atm.position.book.contract.contractId());
            if (leaves) {
                world.removeAtm(atm);
                world.emit(new Event.AtmReleased(atm.id));
            }
            return leaves;
        });
    }

    private boolean over(int sessionDate, int contractId) {
        return sessionDate < world.book(contractId).product.calendar.sessionDate;
    }
}
