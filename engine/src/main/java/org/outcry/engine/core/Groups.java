package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;

/**
 * What orders do to one another: members of an OCO group, an entry and its bracket legs, and exits that must never be
 * larger than the position they protect.
 */
final class Groups {
    private final World world;
    private final OrderSteps steps;
    private final Matching matching;

    Groups(World world, OrderSteps steps, Matching matching) {
        this.world = world;
        this.steps = steps;
        this.matching = matching;
    }

    /** After an order filled {@code quantity} in one step: partners shrink, legs grow, exits are trimmed. */
    void afterFills(LiveOrder order, int quantity, MarketSnapshot market) {
        if (order.remaining() == 0 && order.live()) {
            // Bookkeeping left it live: a leg that has filled all its entry has, while the entry goes on.
            steps.suspend(order);
            if (order.oco != null) {
                shrinkPartners(order, quantity);
            }
        } else if (order.remaining() == 0) {
            steps.finish(order, OrderStatus.FILLED, Rejection.NONE);
        } else if (order.oco != null) {
            shrinkPartners(order, quantity);
        }
        if (order.legs != null) {
            growLegs(order, quantity, market);
        }
        trim(order.position);
        steps.startWhenFlat(order.position);
        world.reportMargin(order.account());
    }

    private void shrinkPartners(LiveOrder order, int quantity) {
        OcoGroup group = order.oco;
        for (LiveOrder partner : new ArrayList<>(group.members)) {
            if (partner != order && partner.live()) {
                shrink(partner, Math.max(0, partner.remaining() - quantity));
            }
        }
    }

    /** Leaves an order this many contracts, or ends it when none. */
    private void shrink(LiveOrder order, int remaining) {
        if (remaining >= order.remaining() && remaining > 0) {
            return;
        }
        if (remaining > 0 || waitsForMoreEntry(order)) {
            if (remaining != order.remaining()) {
                resize(order, order.filled + remaining);
                world.recount(order);
            }
            if (remaining == 0 && order.status == OrderStatus.WORKING) {
                steps.suspend(order);
            }
        } else {
            steps.cancelBySystem(order);
        }
    }

    /** A change on its way asked for a size of before: it grows and shrinks along, or it would undo what the fills did. */
    private void resize(LiveOrder order, int quantity) {
        LiveOrder.PendingCommand modify = order.modify;
        if (modify != null) {
            long asked = (long) modify.terms().quantity() + quantity - order.terms.quantity();
            order.modify = modify.with(modify.terms().withQuantity((int) Math.max(1, asked)));
        }
        world.adjust(order, order.terms.withQuantity(quantity));
    }

    /** The rest of a group is canceled because one of it was filled or canceled. */
    void resolve(OcoGroup group) {
        group.resolved = true;
        for (LiveOrder partner : new ArrayList<>(group.members)) {
            if (complete(partner)) {
                steps.finish(partner, OrderStatus.FILLED, Rejection.NONE);
            } else if (partner.live()) {
                steps.cancelBySystem(partner);
            }
        }
        retire(group);
    }

    /** A group without live members, or resolved: its name stays taken until history holds it. */
    void retire(OcoGroup group) {
        group.resolved = true;
        group.lastId = world.nextId - 1;
        group.sessionDate = group.account.sessionDate;
        world.resolvedGroups.add(group);
    }

    /** A leg whose entry may still fill more for it. */
    static boolean waitsForMoreEntry(LiveOrder leg) {
        LiveOrder entry = leg.parent;
        return entry != null
                && entry.live()
                && share(entry, leg, entry.terms.quantity()) > share(entry, leg, entry.filled);
    }

    /**
     * Contracts a leg protects when its entry has filled {@code filled}: lower groups are served first. Two brackets of 1
     * and 2, 2 filled: the first gets 1, the second 1.
     */
    static int share(LiveOrder entry, LiveOrder leg, int filled) {
        int before = 0;
        int lastGroup = Integer.MIN_VALUE;
        // Legs stand in order of group, so each group counts once.
        for (int i = 0; i < entry.legs.size(); i++) {
            LiveOrder other = entry.legs.get(i);
            if (other.bracketGroup >= leg.bracketGroup) {
                break;
            }
            if (other.bracketGroup != lastGroup) {
                lastGroup = other.bracketGroup;
                before += planned(entry, other);
            }
        }
        return Math.clamp((long) filled - before, 0, planned(entry, leg));
    }

    private static int planned(LiveOrder entry, LiveOrder leg) {
        return leg.plannedQuantity == 0 ? entry.terms.quantity() : leg.plannedQuantity;
    }

    private void growLegs(LiveOrder entry, int quantity, MarketSnapshot market) {
        List<LiveOrder> legs = new ArrayList<>(entry.legs);
        int[] partnersFilled = new int[legs.size()];
        for (int i = 0; i < partnersFilled.length; i++) {
            partnersFilled[i] = partnersFilled(legs.get(i));
        }
        for (int i = 0; i < partnersFilled.length; i++) {
            LiveOrder leg = legs.get(i);
            int growth = share(entry, leg, entry.filled) - share(entry, leg, entry.filled - quantity);
            if (growth <= 0 || !leg.live()) {
                continue;
            }
            if (leg.status == OrderStatus.SUSPENDED) {
                // A partner woken just before may have traded at once: that much needs no second exit.
                int left = growth - (partnersFilled(leg) - partnersFilled[i]);
                if (left > 0) {
                    wake(entry, leg, left, market);
                } else {
                    world.adjust(leg, leg.terms.withQuantity(leg.filled));
                }
            } else {
                resize(leg, leg.terms.quantity() + growth);
            }
        }
        if (!entry.live()) {
            releaseLegs(entry);
        }
    }

    private static int partnersFilled(LiveOrder leg) {
        int sum = 0;
        if (leg.oco != null) {
            for (int i = 0; i < leg.oco.members.size(); i++) {
                LiveOrder member = leg.oco.members.get(i);
                sum += member == leg ? 0 : member.filled;
            }
        }
        return sum;
    }

    private void wake(LiveOrder entry, LiveOrder leg, int growth, MarketSnapshot market) {
        OrderTerms terms = leg.terms;
        long average = averageTicks(entry);
        if (leg.baseTicks == Prices.NONE) {
            leg.baseTicks = average;
        }
        if (leg.relative) {
            terms = terms.withPrices(shifted(terms.limitTicks(), average), shifted(terms.stopTicks(), average));
            leg.relative = false;
        }
        // A leg that was suspended for want of entry fills keeps what it had filled.
        world.adjust(leg, terms.withQuantity(leg.filled + growth));
        steps.activateLeg(leg);
        trim(leg.position);
        if (leg.status == OrderStatus.WORKING) {
            matching.enter(leg, market);
        }
    }

    private static long shifted(long offset, long average) {
        return offset == Prices.NONE ? Prices.NONE : average + offset;
    }

    /** Average price to the nearest tick, halves upwards. */
    static long averageTicks(LiveOrder order) {
        return Math.floorDiv(2 * order.filledTicks + order.filled, 2L * order.filled);
    }

    /** The entry has ended: what it did not fill needs no protection. */
    void releaseLegs(LiveOrder entry) {
        if (entry.legs == null) {
            return;
        }
        ArrayList<LiveOrder> legs = entry.legs;
        entry.legs = null;
        for (LiveOrder leg : legs) {
            leg.parent = null;
        }
        // First what is complete: the end of its sibling would cancel it otherwise.
        for (LiveOrder leg : legs) {
            if (complete(leg)) {
                steps.finish(leg, OrderStatus.FILLED, Rejection.NONE);
            }
        }
        for (LiveOrder leg : legs) {
            if (leg.status == OrderStatus.SUSPENDED) {
                steps.cancelBySystem(leg);
            }
        }
    }

    /** It has filled all it should, and only waited for its entry to go on. */
    private static boolean complete(LiveOrder leg) {
        return leg.status == OrderStatus.SUSPENDED && leg.filled > 0 && leg.filled == leg.terms.quantity();
    }

    /** Cuts working legs, newest bracket first, until together they are no larger than the position they close. */
    void trim(Position position) {
        if (position.workingLegs > 0) {
            trim(position, Side.BUY);
            trim(position, Side.SELL);
        }
    }

    private void trim(Position position, Side side) {
        long total = 0;
        for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
            if (leads(order, side)) {
                total += largest(order);
            }
        }
        long excess = total - position.closable(side);
        LiveOrder order = position.lastOrder;
        while (excess > 0 && order != null) {
            LiveOrder older = order.previousInPosition;
            if (leads(order, side)) {
                int largest = largest(order);
                int allowed = (int) Math.max(0, largest - excess);
                excess -= largest - allowed;
                cut(order, allowed);
                // A cut may end several orders; start again from the newest that is left.
                older = position.lastOrder;
            }
            order = older;
        }
    }

    private void cut(LiveOrder leader, int allowed) {
        if (leader.oco == null) {
            shrink(leader, Math.min(allowed, leader.remaining()));
            return;
        }
        for (LiveOrder leg : new ArrayList<>(leader.oco.members)) {
            if (leg.status == OrderStatus.WORKING && leg.remaining() > allowed) {
                shrink(leg, allowed);
            }
        }
    }

    /** True for one working leg of each group (the oldest), and for legs alone. */
    private static boolean leads(LiveOrder order, Side side) {
        if (!order.isLeg() || order.side != side || order.status != OrderStatus.WORKING) {
            return false;
        }
        if (order.oco == null) {
            return true;
        }
        for (int i = 0; i < order.oco.members.size(); i++) {
            LiveOrder member = order.oco.members.get(i);
            if (member.status == OrderStatus.WORKING) {
                return member == order;
            }
        }
        return false;
    }

    private static int largest(LiveOrder leader) {
        if (leader.oco == null) {
            return leader.remaining();
        }
        int largest = 0;
        for (int i = 0; i < leader.oco.members.size(); i++) {
            LiveOrder member = leader.oco.members.get(i);
            if (member.status == OrderStatus.WORKING) {
                largest = Math.max(largest, member.remaining());
            }
        }
        return largest;
    }
}
