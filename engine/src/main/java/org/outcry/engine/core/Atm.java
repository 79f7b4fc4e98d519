package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmState;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/** One ATM instance: an entry, the exits its template gave it and the orders that closed it. */
final class Atm {
    final long id;
    final Position position;
    final Side side;
    final AtmTemplate template;
    final long entryId;
    final long startedNanos;
    final int sessionDate;
    AtmState state = AtmState.ACTIVE;
    long endedNanos;
    int doneDate;
    long lastId;

    /** Its orders, finished ones too, until it is closed; oldest first. */
    final ArrayList<LiveOrder> orders = new ArrayList<>(3);

    Atm(long id, Position position, Side side, AtmTemplate template, long entryId, long startedNanos, int sessionDate) {
        this.id = id;
        this.position = position;
        this.side = side;
        this.template = template;
        this.entryId = entryId;
        this.startedNanos = startedNanos;
        this.sessionDate = sessionDate;
    }

    void adopt(LiveOrder order) {
        order.atm = this;
        orders.add(order);
        if (order.isLeg() && order.bracketGroup <= template.brackets().size()) {
            order.plan = template.brackets().get(order.bracketGroup - 1).stopStrategy();
        }
    }

    boolean alive() {
        for (int i = 0; i < orders.size(); i++) {
            if (orders.get(i).live()) {
                return true;
            }
        }
        return false;
    }

    /** Contracts it entered and no order of its own has closed, as far as the position still has them. */
    long held() {
        long held = 0;
        for (int i = 0; i < orders.size(); i++) {
            LiveOrder order = orders.get(i);
            held += order.id == entryId ? order.filled : -order.filled;
        }
        return Math.clamp(held, 0, position.closable(side.opposite()));
    }

    /** The exits of a template for an entry, as orders to attach to it; group numbers are bracket numbers from 1. */
    static List<AttachedOrder> exits(AtmTemplate template, Side entry, int quantity) {
        List<AttachedOrder> exits = new ArrayList<>();
        int[] parts = template.allocate(quantity);
        for (int i = 0; i < parts.length; i++) {
            AtmBracket bracket = template.brackets().get(i);
            if (parts[i] > 0 && bracket.targetTicks() != 0) {
                long offset = bracket.targetTicks() * entry.sign();
                long limit = bracket.absolute() ? bracket.targetTicks() : offset;
                exits.add(exit(template, entry, i + 1, OrderType.LIMIT, parts[i], limit, Prices.NONE));
            }
            if (parts[i] > 0 && bracket.stopTicks() != 0) {
                long offset = -bracket.stopTicks() * entry.sign();
                long stop = bracket.absolute() ? bracket.stopTicks() : offset;
                OrderType type = bracket.trailTicks() > 0 ? OrderType.TRAILING_STOP : OrderType.STOP;
                exits.add(exit(template, entry, i + 1, type, parts[i], Prices.NONE, stop));
            }
        }
        return exits;
    }

    private static AttachedOrder exit(
            AtmTemplate template, Side entry, int group, OrderType type, int quantity, long limit, long stop) {
        AtmBracket bracket = template.brackets().get(group - 1);
        long trail = type.trails() ? bracket.trailTicks() : 0;
        OrderTerms terms = new OrderTerms(type, template.exitTimeInForce(), quantity, limit, stop, trail, 0, 0);
        return new AttachedOrder(Relation.BRACKET, group, entry.opposite(), terms, !bracket.absolute());
    }

    /** As NinjaTrader names them: Stop1, Target1, Stop2, ... */
    static String exitName(AttachedOrder exit) {
        return (exit.terms().type().hasTrigger() ? "Stop" : "Target") + exit.group();
    }
}
