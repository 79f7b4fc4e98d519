package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.Hold;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.Relation;
import org.outcry.engine.value.Side;

/** Orders that take the place of others or of a position: what is in the way goes, and the new one starts behind it. */
final class Succession {
    private static final long LONGEST_PATIENCE_NANOS = 60_000_000_000L;

    private final World world;
    private final Placement placement;
    private final Closing closing;
    private final OrderSteps steps;
    private final Commands commands;

    Succession(World world, Placement placement, Closing closing, OrderSteps steps, Commands commands) {
        this.world = world;
        this.placement = placement;
        this.closing = closing;
        this.steps = steps;
        this.commands = commands;
    }

    Outcome clearAndPlaceAtm(Command.ClearAndPlaceAtm command, long senderId) {
        Command.ClearAndPlace clear = command.clear();
        AtmTemplate template = command.template();
        Rejection wrong = clear.clearing() == Clearing.EXITS
                ? Rejection.INVALID_COMMAND
                : Placement.unusable(template, clear.place());
        if (wrong != Rejection.NONE) {
            return Outcome.rejected(wrong);
        }
        Command.ClearAndPlace whole = new Command.ClearAndPlace(
                clear.clearing(), clear.orderId(), clear.patienceNanos(), Placement.withExits(template, clear.place()));
        return clearAndPlace(whole, senderId, template);
    }

    Outcome clearAndPlace(Command.ClearAndPlace command, long senderId) {
        return clearAndPlace(command, senderId, null);
    }

    /** @param template null for a plain order */
    private Outcome clearAndPlace(Command.ClearAndPlace command, long senderId, AtmTemplate template) {
        Command.PlaceOrder place = command.place();
        if (invalid(command)) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        Account account = world.account(place.accountId());
        if (account == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        Position open = account.positionOrNull(place.contractId());
        long net = open == null ? 0 : open.net;
        if (command.clearing() == Clearing.OPEN_POSITION && net == 0) {
            return Outcome.rejected(Rejection.NO_POSITION);
        }
        LiveOrder leaving = null;
        if (command.clearing() == Clearing.ORDER) {
            leaving = world.live.get(command.orderId());
            Rejection gone = replaceable(leaving, command);
            if (gone != Rejection.NONE) {
                return Outcome.rejected(gone);
            }
        }
        Command.PlaceOrder sized = sized(command, net);
        Rejection wrong = placement.unplaceable(place, sized);
        if (wrong != Rejection.NONE) {
            return Outcome.rejected(wrong);
        }
        Book book = world.book(place.contractId());
        book.mark(place.market());
        Position position = account.position(book);
        Checks.Refusal refusal = placement.refusal(sized, position, left(position, leaving));
        if (!refusal.none()) {
            return placement.refuse(sized, position, senderId, refusal);
        }
        return leaving == null
                ? behindAll(command, sized, position, senderId, template)
                : behindOne(leaving, sized, position, senderId, template);
    }

    private static boolean invalid(Command.ClearAndPlace command) {
        Command.PlaceOrder place = command.place();
        boolean oneOrder = command.clearing() == Clearing.ORDER;
        boolean partners = place.attached().stream().anyMatch(attached -> attached.relation() == Relation.OCO);
        return place.activationNanos() != 0
                || place.reduceOnly()
                || command.patienceNanos() < 0
                || command.patienceNanos() > LONGEST_PATIENCE_NANOS
                || oneOrder != (command.orderId() != 0)
                || (oneOrder && command.patienceNanos() != 0)
                || (partners && command.clearing() != Clearing.EXITS);
    }

    private Rejection replaceable(LiveOrder leaving, Command.ClearAndPlace command) {
        if (leaving == null) {
            return world.isDone(command.orderId()) ? Rejection.ORDER_TERMINAL : Rejection.UNKNOWN_ORDER;
        }
        if (leaving.account().id != command.place().accountId()) {
            return Rejection.UNKNOWN_ORDER;
        }
        return leaving.cancel != null ? Rejection.COMMAND_PENDING : Rejection.NONE;
    }

    /** With the quantity it will have: a reversal is as large as the position, an exit not larger. */
    private static Command.PlaceOrder sized(Command.ClearAndPlace command, long net) {
        Command.PlaceOrder place = command.place();
        OrderTerms terms = place.terms();
        int open = (int) Math.abs(net);
        return switch (command.clearing()) {
            case ORDER, POSITION -> place;
            case OPEN_POSITION ->
                terms.quantity() == 0 && terms.type() == OrderType.MARKET
                        ? place.with(net > 0 ? Side.SELL : Side.BUY, terms.withQuantity(open), 0, false)
                        : place;
            case EXITS -> {
                boolean protects = place.side() == Side.SELL ? net > 0 : net < 0;
                yield protects
                        ? place.with(place.side(), terms.withQuantity(Math.min(terms.quantity(), open)), 0, true)
                        : place;
            }
        };
    }

    private static Checks.Exposure left(Position position, LiveOrder leaving) {
        if (leaving == null) {
            return Checks.Exposure.NOTHING;
        }
        Checks.Exposure now = Checks.Exposure.of(position);
        return leaving.position == position ? now.without(leaving) : now;
    }

    private Outcome behindOne(
            LiveOrder leaving, Command.PlaceOrder place, Position position, long senderId, AtmTemplate template) {
        Outcome placed = placement.accept(place, position, senderId, Hold.ORDER, template);
        LiveOrder next = world.live.get(placed.id());
        next.heldFor = leaving.id;
        leaving.follower = next;
        commands.cancel(leaving, senderId);
        return with(placed, List.of(leaving.id));
    }

    private Outcome behindAll(
            Command.ClearAndPlace command,
            Command.PlaceOrder place,
            Position position,
            long senderId,
            AtmTemplate template) {
        boolean exits = command.clearing() == Clearing.EXITS;
        Command.PlaceOrder held =
                place.with(place.side(), place.terms(), world.nowNanos + command.patienceNanos(), place.reduceOnly());
        Outcome placed = placement.accept(held, position, senderId, exits ? Hold.EXIT : Hold.FLAT, template);
        int contractId = place.contractId();
        List<Long> cleared = new ArrayList<>();
        commands.cancelMatching(
                position.account,
                contractId,
                order -> order.id < placed.id() && (exits || !order.closes()),
                senderId,
                cleared);
        if (exits) {
            return with(placed, cleared);
        }
        long open = position.net == 0 ? 0 : Closing.uncovered(position);
        if (open > 0) {
            cleared.add(closing.close(position, (int) open, place.market(), senderId, "", null).id);
        }
        LiveOrder next = world.live.get(placed.id());
        // Counted only now, so that nothing starts in the midst of the clearing. What was cleared may have been of its
        // OCO group
        // and have taken it along: then it was counted out already.
        position.heldUntilFlat++;
        if (next != null && next.hold == Hold.FLAT) {
            steps.startWhenFlat(position);
        }
        return with(placed, cleared);
    }

    private static Outcome with(Outcome placed, List<Long> cleared) {
        List<Long> ids = new ArrayList<>(placed.ids());
        ids.addAll(cleared);
        return new Outcome(Rejection.NONE, placed.id(), ids, 0);
    }
}
