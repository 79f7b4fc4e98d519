package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.PositionCondition;
import org.outcry.engine.order.Relation;
import org.outcry.engine.value.MarketSnapshot;

/** New orders, alone or with others attached. */
final class Placement {
    private final World world;
    private final Checks checks;
    private final OrderSteps steps;
    private final Commands commands;

    Placement(World world, Checks checks, OrderSteps steps, Commands commands) {
        this.world = world;
        this.checks = checks;
        this.steps = steps;
        this.commands = commands;
    }

    Outcome place(Command.PlaceOrder place, long senderId) {
        return place(place, senderId, null);
    }

    /** An entry with the exits of a template; its instance is born with it. */
    Outcome placeAtm(Command.PlaceAtm place, long senderId) {
        Command.PlaceOrder entry = place.entry();
        Rejection wrong = unusable(place.template(), entry);
        return wrong == Rejection.NONE
                ? place(withExits(place.template(), entry), senderId, place.template())
                : Outcome.rejected(wrong);
    }

    /** Why an order cannot be the entry of a template's instance. */
    static Rejection unusable(AtmTemplate template, Command.PlaceOrder entry) {
        int quantity = entry.terms().quantity();
        boolean sound = template.problem().isEmpty() && entry.attached().isEmpty();
        if (!sound) {
            return Rejection.INVALID_COMMAND;
        }
        return quantity <= 0 || quantity > ProductEntry.MAX_POSITION ? Rejection.INVALID_QUANTITY : Rejection.NONE;
    }

    static Command.PlaceOrder withExits(AtmTemplate template, Command.PlaceOrder entry) {
        return entry.withAttached(
                Atm.exits(template, entry.side(), entry.terms().quantity()));
    }

    /** @param template null for a plain order */
    private Outcome place(Command.PlaceOrder place, long senderId, AtmTemplate template) {
        Rejection wrong = unplaceable(place, place);
        if (wrong != Rejection.NONE) {
            return Outcome.rejected(wrong);
        }
        Book book = world.book(place.contractId());
        book.mark(place.market());
        Position position = world.account(place.accountId()).position(book);
        Checks.Refusal refusal = refusal(place, position, Checks.Exposure.of(position));
        if (!refusal.none()) {
            return refuse(place, position, senderId, refusal);
        }
        if (Limits.closingOnly(position.account) && !place.reduceOnly()) {
            // What closes now could open by the time it fills.
            return place.attached().isEmpty()
                    ? accept(
                            place.with(place.side(), place.terms(), place.activationNanos(), true),
                            position,
                            senderId,
                            Hold.NONE,
                            template)
                    : refuse(place, position, senderId, new Checks.Refusal(Rejection.LIQUIDATION_ONLY, 0));
        }
        return accept(place, position, senderId, Hold.NONE, template);
    }

    /** Why an order can be no order at all; {@code sized} is the same with the quantity it will have. */
    Rejection unplaceable(Command.PlaceOrder place, Command.PlaceOrder sized) {
        if (Checks.invalid(place)) {
            return Rejection.INVALID_COMMAND;
        }
        Account account = world.account(place.accountId());
        if (account == null) {
            return Rejection.UNKNOWN_ACCOUNT;
        }
        if (!place.clientOrderId().isEmpty() && account.byClientOrderId.containsKey(place.clientOrderId())) {
            return Rejection.DUPLICATE_ORDER_ID;
        }
        Book book = world.book(place.contractId());
        if (book == null) {
            return Rejection.UNKNOWN_CONTRACT;
        }
        if (book.expired) {
            return Rejection.CONTRACT_EXPIRED;
        }
        Rejection malformed = malformed(sized, book);
        return malformed != Rejection.NONE ? malformed : gate(place, account);
    }

    /** Conditions that the caller put on its own order: not met, nothing is placed. */
    private static Rejection gate(Command.PlaceOrder place, Account account) {
        Position position = account.positionOrNull(place.contractId());
        long net = position == null ? 0 : position.net;
        if (!met(place.positionCondition(), net)) {
            return Rejection.POSITION_CONDITION_NOT_MET;
        }
        boolean opensAnother = net == 0 && !place.reduceOnly();
        return place.maxOpenPositions() > 0 && opensAnother && account.openPositions >= place.maxOpenPositions()
                ? Rejection.MAX_POSITIONS_REACHED
                : Rejection.NONE;
    }

    private Rejection malformed(Command.PlaceOrder place, Book book) {
        MarketSnapshot market = place.activationNanos() > world.nowNanos ? MarketSnapshot.UNKNOWN : place.market();
        Rejection own = checks.terms(book, place.side(), place.terms(), market);
        for (int i = 0; i < place.attached().size() && own == Rejection.NONE; i++) {
            AttachedOrder attached = place.attached().get(i);
            own = attached.relation() == Relation.BRACKET
                    ? checks.leg(book, attached)
                    : checks.terms(book, attached.side(), sized(attached, place), market);
        }
        return own;
    }

    private static OrderTerms sized(AttachedOrder attached, Command.PlaceOrder place) {
        OrderTerms terms = attached.terms();
        return terms.quantity() == 0 ? terms.withQuantity(place.terms().quantity()) : terms;
    }

    /** @param left what the account will have in the contract when the order starts */
    Checks.Refusal refusal(Command.PlaceOrder place, Position position, Checks.Exposure left) {
        Account account = position.account;
        if (!position.book.product.calendar.open(world.nowNanos)) {
            return Checks.Refusal.MARKET_CLOSED;
        }
        OcoGroup group = place.ocoGroup().isEmpty() ? null : account.ocoByName.get(place.ocoGroup());
        if (group != null && group.resolved) {
            return new Checks.Refusal(Rejection.OCO_RESOLVED, 0);
        }
        int quantity = place.terms().quantity();
        Checks.Refusal refusal = checks.risk(position, left, place.side(), quantity, quantity, place.reduceOnly());
        for (int i = 0; i < place.attached().size() && refusal.none(); i++) {
            AttachedOrder attached = place.attached().get(i);
            if (attached.relation() == Relation.OCO) {
                int size = sized(attached, place).quantity();
                refusal = checks.risk(position, left, attached.side(), size, size, place.reduceOnly());
            }
        }
        return refusal;
    }

    private static boolean met(int condition, long net) {
        int now = net == 0 ? PositionCondition.FLAT : net > 0 ? PositionCondition.LONG : PositionCondition.SHORT;
        return condition == PositionCondition.ANY || (condition & now) != 0;
    }

    Outcome refuse(Command.PlaceOrder place, Position position, long senderId, Checks.Refusal refusal) {
        List<LiveOrder> orders = create(place, position, senderId, 0);
        steps.created(orders.getFirst(), place.tag());
        steps.refuse(orders.getFirst(), refusal.rejection());
        List<Long> attached = new ArrayList<>();
        for (int i = 1; i < orders.size(); i++) {
            LiveOrder order = orders.get(i);
            steps.created(order, attachedTag(place, i - 1));
            steps.refuse(order, Rejection.PARENT_REJECTED);
            attached.add(order.id);
        }
        return new Outcome(refusal.rejection(), orders.getFirst().id, attached, refusal.limit());
    }

    /** @param template null for a plain order */
    Outcome accept(Command.PlaceOrder place, Position position, long senderId, Hold hold, AtmTemplate template) {
        if (place.attached().isEmpty()) {
            LiveOrder order = order(place, position, senderId, world.newId(), 0, 0);
            order.hold = hold;
            steps.created(order, place.tag());
            join(place, order);
            start(order, place.market());
            return Outcome.accepted(order.id);
        }
        long strategyId = template == null ? 0 : world.newId();
        List<LiveOrder> orders = create(place, position, senderId, strategyId);
        LiveOrder entry = orders.getFirst();
        entry.hold = hold;
        List<Long> attached = new ArrayList<>();
        if (template != null) {
            begin(strategyId, template, orders);
            attached.add(strategyId);
        }
        steps.created(entry, place.tag());
        join(place, entry);
        group(orders);
        for (LiveOrder order : orders.subList(1, orders.size())) {
            attached.add(order.id);
        }
        // Legs exist before their entry can fill; attached OCO partners start after it, in order.
        prepare(entry);
        for (int i = 1; i < orders.size(); i++) {
            LiveOrder order = orders.get(i);
            steps.created(order, attachedTag(place, i - 1));
            if (order.isLeg()) {
                steps.hold(order);
            } else {
                order.hold = hold;
                prepare(order);
            }
        }
        meet(entry, place.market());
        for (LiveOrder order : orders.subList(1, orders.size())) {
            if (!order.isLeg() && order.live()) {
                meet(order, place.market());
            }
        }
        return new Outcome(Rejection.NONE, entry.id, attached, 0);
    }

    private static CommandTag attachedTag(Command.PlaceOrder place, int index) {
        return place.tag().withLabel(place.attached().get(index).label());
    }

    private void begin(long strategyId, AtmTemplate template, List<LiveOrder> orders) {
        LiveOrder entry = orders.getFirst();
        Atm atm =
                new Atm(strategyId, entry.position, entry.side, template, entry.id, world.nowNanos, entry.sessionDate);
        for (LiveOrder order : orders) {
            atm.adopt(order);
        }
        // The last bracket takes what the entry grows by later, so that no contract is without its exits.
        int last = orders.getLast().bracketGroup;
        for (LiveOrder order : orders) {
            if (order.isLeg() && order.bracketGroup == last) {
                order.plannedQuantity = 0;
            }
        }
        world.addAtm(atm);
        world.emit(new Event.AtmStarted(
                strategyId,
                entry.account().id,
                entry.book().contract.contractId(),
                entry.side,
                entry.id,
                template,
                world.nowNanos,
                entry.sessionDate));
    }

    /** The order and everything attached, with ids in a row; none is announced yet. */
    private List<LiveOrder> create(Command.PlaceOrder place, Position position, long senderId, long strategyId) {
        long firstId = world.nextId;
        world.nextId += 1 + place.attached().size();
        List<LiveOrder> orders = new ArrayList<>();
        long partner = 0;
        for (int i = 0; i < place.attached().size() && partner == 0; i++) {
            partner = place.attached().get(i).relation() == Relation.OCO ? firstId + 1 + i : 0;
        }
        orders.add(order(place, position, senderId, firstId, partner, strategyId));
        for (int i = 0; i < place.attached().size(); i++) {
            AttachedOrder attached = place.attached().get(i);
            orders.add(attached(place, attached, position, senderId, firstId, firstId + 1 + i, strategyId));
        }
        return orders;
    }

    private LiveOrder order(
            Command.PlaceOrder place, Position position, long senderId, long id, long partner, long strategyId) {
        OcoGroup group = place.ocoGroup().isEmpty() ? null : position.account.ocoByName.get(place.ocoGroup());
        long named = group == null || group.members.isEmpty() ? 0 : group.members.getFirst().id;
        LiveOrder order = new LiveOrder(
                id,
                position,
                place.side(),
                place.terms(),
                new LiveOrder.Origin(
                        place.clientOrderId(),
                        place.ocoGroup(),
                        partner == 0 ? named : partner,
                        0,
                        0,
                        strategyId,
                        0,
                        place.activationNanos(),
                        place.reduceOnly(),
                        place.automated(),
                        place.text(),
                        senderId,
                        world.nowNanos,
                        position.book.product.calendar.sessionDate));
        if (!place.clientOrderId().isEmpty()) {
            position.account.byClientOrderId.put(place.clientOrderId(), order);
        }
        return order;
    }

    private LiveOrder attached(
            Command.PlaceOrder place,
            AttachedOrder attached,
            Position position,
            long senderId,
            long entryId,
            long id,
            long strategyId) {
        boolean leg = attached.relation() == Relation.BRACKET;
        LiveOrder order = new LiveOrder(
                id,
                position,
                attached.side(),
                sized(attached, place),
                new LiveOrder.Origin(
                        "",
                        leg ? "" : place.ocoGroup(),
                        leg ? sibling(place, (int) (id - entryId) - 1, entryId) : entryId,
                        leg ? entryId : 0,
                        leg ? attached.group() : 0,
                        strategyId,
                        leg ? attached.terms().quantity() : 0,
                        leg ? 0 : place.activationNanos(),
                        leg || place.reduceOnly(),
                        place.automated(),
                        text(place, attached, strategyId),
                        senderId,
                        world.nowNanos,
                        position.book.product.calendar.sessionDate));
        order.relative = leg && attached.relative();
        return order;
    }

    /** The other leg of the same bracket, 0 when it stands alone. */
    private static long sibling(Command.PlaceOrder place, int index, long entryId) {
        int bracket = place.attached().get(index).group();
        for (int i = 0; i < place.attached().size(); i++) {
            AttachedOrder other = place.attached().get(i);
            if (i != index && other.relation() == Relation.BRACKET && other.group() == bracket) {
                return entryId + 1 + i;
            }
        }
        return 0;
    }

    private static String text(Command.PlaceOrder place, AttachedOrder attached, long strategyId) {
        if (!attached.text().isEmpty()) {
            return attached.text();
        }
        return strategyId == 0 ? place.text() : Atm.exitName(attached);
    }

    private void join(Command.PlaceOrder place, LiveOrder order) {
        if (place.ocoGroup().isEmpty()) {
            return;
        }
        Account account = order.account();
        OcoGroup group = account.ocoByName.get(place.ocoGroup());
        if (group == null) {
            group = new OcoGroup(order.id, account, place.ocoGroup());
            account.ocoByName.put(place.ocoGroup(), group);
        }
        member(group, order);
    }

    private static void member(OcoGroup group, LiveOrder order) {
        order.oco = group;
        group.members.add(order);
    }

    /** Ties attached orders together: OCO partners with the entry, legs of one bracket with each other. */
    private void group(List<LiveOrder> orders) {
        LiveOrder entry = orders.getFirst();
        for (LiveOrder order : orders.subList(1, orders.size())) {
            if (!order.isLeg()) {
                if (entry.oco == null) {
                    member(new OcoGroup(entry.id, entry.account(), ""), entry);
                }
                member(entry.oco, order);
                continue;
            }
            order.parent = entry;
            if (entry.legs == null) {
                entry.legs = new ArrayList<>();
            }
            int at = entry.legs.size();
            while (at > 0 && entry.legs.get(at - 1).bracketGroup > order.bracketGroup) {
                at--;
            }
            LiveOrder sibling = at > 0 ? entry.legs.get(at - 1) : null;
            entry.legs.add(at, order);
            if (sibling != null && sibling.bracketGroup == order.bracketGroup) {
                if (sibling.oco == null) {
                    member(new OcoGroup(sibling.id, sibling.account(), ""), sibling);
                }
                member(sibling.oco, order);
            }
        }
    }

    private void start(LiveOrder order, MarketSnapshot market) {
        prepare(order);
        meet(order, market);
    }

    private void prepare(LiveOrder order) {
        order.latencyNanos = Latency.of(order.account().settings, order.id);
        if (order.hold == Hold.ORDER) {
            steps.hold(order);
        } else if (order.activationNanos > world.nowNanos) {
            steps.hold(order);
            world.agenda.add(new World.Due(order.activationNanos, World.Due.ORDER_ACTIVATES, order.id));
        } else {
            steps.accept(order);
        }
    }

    private void meet(LiveOrder order, MarketSnapshot market) {
        if (order.status != OrderStatus.PENDING_NEW) {
            return;
        }
        if (order.latencyNanos == 0 && market.quoted()) {
            commands.arrive(order, market);
        } else {
            order.dueNanos = world.nowNanos + order.latencyNanos;
            steps.await(order, order.id, order.dueNanos);
        }
    }

    /**
     * A single order beside all that its caller has checked; in a closed market it is refused as any order is.
     *
     * @param atm the instance it belongs to, null for none
     */
    LiveOrder alone(Command.PlaceOrder place, Position position, long senderId, Atm atm) {
        LiveOrder order = order(place, position, senderId, world.newId(), 0, atm == null ? 0 : atm.id);
        if (atm != null) {
            atm.adopt(order);
        }
        steps.created(order, place.tag());
        if (position.book.product.calendar.open(world.nowNanos)) {
            start(order, place.market());
        } else {
            steps.refuse(order, Rejection.MARKET_CLOSED);
        }
        return order;
    }
}
