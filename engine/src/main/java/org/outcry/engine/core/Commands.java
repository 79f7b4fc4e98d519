package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.collections.LongHashSet;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.order.CommandStatus;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.order.ExecutionType;
import org.outcry.engine.order.OrderStatus;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.OrderType;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;

/** Changes and cancels of orders, and the arrival of everything that had to wait for its market. */
final class Commands {
    /** Commands that one waiting exit keeps beside its last; further ones end at once. */
    static final int MAX_HELD = 32;

    private final World world;
    private final Checks checks;
    private final OrderSteps steps;
    private final Matching matching;
    private final Groups groups;

    Commands(World world, Checks checks, OrderSteps steps, Matching matching, Groups groups) {
        this.world = world;
        this.checks = checks;
        this.steps = steps;
        this.matching = matching;
        this.groups = groups;
    }

    /** What a change would be refused for, risk included. */
    Rejection objection(Command.ChangeOrder change) {
        LiveOrder order = world.live.get(change.orderId());
        if (order == null) {
            return gone(change.orderId());
        }
        Rejection unfit = unfit(order, change);
        return unfit == Rejection.NONE ? refusal(order, terms(order, change)).rejection() : unfit;
    }

    private Rejection unfit(LiveOrder order, Command.ChangeOrder change) {
        Book book = order.book();
        boolean wordy =
                change.text().length() > CommandTag.MAX_TEXT || !change.tag().fits();
        if (wordy || Checks.foreign(change.market(), book.contract.contractId())) {
            return Rejection.INVALID_COMMAND;
        }
        if (order.modify != null || order.cancel != null || order.status == OrderStatus.PENDING_NEW) {
            return Rejection.COMMAND_PENDING;
        }
        OrderTerms terms = terms(order, change);
        boolean held = order.status == OrderStatus.SUSPENDED;
        MarketSnapshot against = held || order.relative ? MarketSnapshot.UNKNOWN : change.market();
        return order.triggered && order.terms.sameTrigger(terms)
                ? checks.terms(book, order.side, withoutTrigger(terms), against)
                : checks.terms(book, order.side, terms, against);
    }

    private static OrderTerms terms(LiveOrder order, Command.ChangeOrder change) {
        return completed(order, change.terms(), order.relative && keepsPrices(change.terms()));
    }

    private Checks.Refusal refusal(LiveOrder order, OrderTerms terms) {
        boolean held = order.status == OrderStatus.SUSPENDED;
        return held || order.book().product.calendar.open(world.nowNanos)
                ? checks.risk(
                        order.position,
                        order.side,
                        terms.quantity(),
                        terms.quantity() - order.terms.quantity(),
                        order.reduces())
                : Checks.Refusal.MARKET_CLOSED;
    }

    Outcome change(Command.ChangeOrder change, long senderId) {
        LiveOrder order = world.live.get(change.orderId());
        if (order == null) {
            return Outcome.rejected(gone(change.orderId()));
        }
        Rejection unfit = unfit(order, change);
        if (unfit != Rejection.NONE) {
            return Outcome.rejected(unfit);
        }
        MarketSnapshot market = change.market();
        boolean held = order.status == OrderStatus.SUSPENDED;
        boolean staysRelative = order.relative && keepsPrices(change.terms());
        OrderTerms terms = terms(order, change);
        order.book().mark(market);
        Checks.Refusal refusal = refusal(order, terms);
        if (refusal.none() && order.waits()) {
            sendAgain(order.parent, senderId);
        }
        long commandId = world.command(
                order, CommandType.MODIFY, terms, change.automated(), change.text(), change.tag(), senderId);
        if (!refusal.none()) {
            world.report(order, commandId, CommandStatus.RISK_REJECTED, refusal.rejection());
            return new Outcome(refusal.rejection(), commandId, List.of(), refusal.limit());
        }
        if (held) {
            replaceHeld(order, commandId, terms, staysRelative, change.terms().quantity() == 0);
            return Outcome.accepted(commandId);
        }
        world.report(order, commandId, CommandStatus.RISK_PASSED);
        long latency = Latency.of(order.account().settings, commandId);
        if (latency == 0 && market.quoted()) {
            replace(order, commandId, terms, market, 0, false);
        } else {
            long due = world.nowNanos + latency;
            order.modify = new LiveOrder.PendingCommand(commandId, CommandType.MODIFY, terms, due, latency, senderId);
            steps.await(order, commandId, due);
        }
        return Outcome.accepted(commandId);
    }

    /** What a cancel would be refused for. */
    Rejection objection(Command.CancelOrder cancel) {
        LiveOrder order = world.live.get(cancel.orderId());
        if (order == null) {
            return gone(cancel.orderId());
        }
        if (!cancel.tag().fits()
                || Checks.foreign(cancel.market(), order.book().contract.contractId())) {
            return Rejection.INVALID_COMMAND;
        }
        return order.cancel != null ? Rejection.COMMAND_PENDING : Rejection.NONE;
    }

    Outcome cancel(Command.CancelOrder cancel, long senderId) {
        Rejection objection = objection(cancel);
        return objection == Rejection.NONE
                ? Outcome.accepted(cancel(world.live.get(cancel.orderId()), cancel.automated(), cancel.tag(), senderId))
                : Outcome.rejected(objection);
    }

    /** Asks for the end of a live order that has no cancel pending. */
    long cancel(LiveOrder order, long senderId) {
        return cancel(order, false, CommandTag.NONE, senderId);
    }

    private long cancel(LiveOrder order, boolean automated, CommandTag tag, long senderId) {
        long commandId = world.command(order, CommandType.CANCEL, order.terms, automated, "", tag, senderId);
        long latency = order.status == OrderStatus.SUSPENDED ? 0 : Latency.of(order.account().settings, commandId);
        long due = world.nowNanos + latency;
        // It cannot overtake what was sent before it.
        if (order.status == OrderStatus.PENDING_NEW) {
            due = Math.max(due, order.dueNanos);
        }
        if (order.modify != null) {
            due = Math.max(due, order.modify.dueNanos());
        }
        if (due <= world.nowNanos) {
            steps.cancel(order, commandId);
        } else {
            order.cancel =
                    new LiveOrder.PendingCommand(commandId, CommandType.CANCEL, order.terms, due, latency, senderId);
            steps.await(order, commandId, due);
        }
        return commandId;
    }

    private Rejection gone(long orderId) {
        return world.isDone(orderId) ? Rejection.ORDER_TERMINAL : Rejection.UNKNOWN_ORDER;
    }

    /** Something that waited for its market has it. */
    void arrive(LiveOrder order, long commandId, MarketSnapshot market) {
        if (commandId == order.id) {
            arrive(order, market);
        } else if (order.modify != null && order.modify.commandId() == commandId) {
            LiveOrder.PendingCommand modify = order.modify;
            order.modify = null;
            if (!order.book().product.calendar.open(world.nowNanos)) {
                world.report(order, commandId, CommandStatus.EXECUTION_REJECTED, Rejection.MARKET_CLOSED);
                return;
            }
            if (order.status == OrderStatus.SUSPENDED) {
                replaceSleeping(order, modify);
            } else {
                // Fills of partners and of its entry may have resized it on its way, the market its trailing stop.
                boolean resizable =
                        order.oco != null || order.isLeg() || order.terms.type().trails();
                replace(order, commandId, modify.terms(), market, modify.latencyNanos(), resizable);
            }
        } else if (order.cancel != null && order.cancel.commandId() == commandId) {
            order.cancel = null;
            steps.cancel(order, commandId);
        }
    }

    void arrive(LiveOrder order, MarketSnapshot market) {
        if (!order.book().product.calendar.open(world.nowNanos)) {
            steps.rejectAtExecution(order, Rejection.MARKET_CLOSED);
            return;
        }
        boolean nothingToTake = market.bidTicks() == Prices.NONE && market.askTicks() == Prices.NONE;
        if (nothingToTake && order.unlimited() && !order.terms.type().hasTrigger()) {
            steps.rejectAtExecution(order, Rejection.NO_QUOTE);
            return;
        }
        steps.atExecution(order);
        matching.enter(order, market);
    }

    /** Fills in what a change leaves as it is, from the order itself: whoever asked may have seen an older one. */
    private static OrderTerms completed(LiveOrder order, OrderTerms asked, boolean staysRelative) {
        OrderTerms now = order.terms;
        // A price cannot stay an offset beside one that is real.
        boolean pricesKeep = !order.relative || staysRelative;
        boolean keepsLimit = pricesKeep && asked.type().hasLimit() && asked.limitTicks() == Prices.NONE;
        boolean keepsStop = pricesKeep && asked.type().hasTrigger() && asked.stopTicks() == Prices.NONE;
        if (asked.quantity() != 0 && !keepsLimit && !keepsStop) {
            return asked;
        }
        return asked.withQuantity(asked.quantity() == 0 ? now.quantity() : asked.quantity())
                .withPrices(
                        keepsLimit ? now.limitTicks() : asked.limitTicks(),
                        keepsStop ? now.stopTicks() : asked.stopTicks());
    }

    private static boolean keepsPrices(OrderTerms asked) {
        return asked.limitTicks() == Prices.NONE && asked.stopTicks() == Prices.NONE;
    }

    private void replaceHeld(
            LiveOrder order, long commandId, OrderTerms terms, boolean staysRelative, boolean keepsQuantity) {
        long report = world.report(order, commandId, CommandStatus.ON_HOLD);
        if (order.waits() && order.heldCommands.size() < MAX_HELD) {
            steps.keepHeld(order);
        } else {
            world.report(order, order.commandId, CommandStatus.EXECUTION_STOPPED);
        }
        order.commandId = commandId;
        order.triggered &= order.terms.sameTrigger(terms);
        take(order, terms);
        // Prices that were given are real ones, and a quantity that was given is what the caller wants protected.
        order.relative = staysRelative;
        if (!keepsQuantity) {
            order.plannedQuantity = order.isLeg() ? terms.quantity() : 0;
        }
        world.execution(order, report, commandId, ExecutionType.REPLACED, OrderStatus.SUSPENDED);
        world.recount(order);
        world.reportMargin(order.account());
    }

    /**
     * With a change of its waiting exits a strategy sends its entry once more as it is; clients of the original see that. The
     * entry keeps its place, and nothing of it is on its way meanwhile.
     *
     * @param entry null when it has ended
     */
    private void sendAgain(LiveOrder entry, long senderId) {
        boolean waits = entry != null
                && entry.status == OrderStatus.WORKING
                && entry.filled == 0
                && entry.modify == null
                && entry.cancel == null
                && entry.book().product.calendar.open(world.nowNanos);
        if (!waits) {
            return;
        }
        long commandId = world.command(entry, CommandType.MODIFY, entry.terms, true, "", CommandTag.NONE, senderId);
        world.report(entry, commandId, CommandStatus.RISK_PASSED);
        long report = world.report(entry, commandId, CommandStatus.AT_EXECUTION);
        world.report(entry, entry.commandId, CommandStatus.EXECUTION_STOPPED);
        entry.commandId = commandId;
        entry.changed = true;
        entry.changedNanos = world.nowNanos;
        world.execution(entry, report, commandId, ExecutionType.REPLACED, OrderStatus.WORKING);
    }

    private void replace(
            LiveOrder order, long commandId, OrderTerms terms, MarketSnapshot market, long latency, boolean resizable) {
        long report = world.report(order, commandId, CommandStatus.AT_EXECUTION);
        world.report(order, order.commandId, CommandStatus.EXECUTION_STOPPED);
        OrderTerms old = order.terms;
        order.commandId = commandId;
        order.latencyNanos = latency;
        boolean keepsPlace = order.main.taken()
                && old.sameTrigger(terms)
                && old.limitTicks() == terms.limitTicks()
                && terms.quantity() <= old.quantity()
                && terms.timeInForce() != TimeInForce.IOC
                && terms.timeInForce() != TimeInForce.FOK;
        order.triggered &= old.sameTrigger(terms);
        take(order, terms);
        world.execution(order, report, commandId, ExecutionType.REPLACED, OrderStatus.WORKING);
        if (resizable) {
            world.adjust(order, terms);
        }
        if (terms.quantity() <= order.filled) {
            // Everything wanted has filled already: the order is done with what it has.
            if (terms.quantity() < order.filled) {
                world.adjust(order, terms.withQuantity(order.filled));
            }
            steps.finish(order, OrderStatus.FILLED, Rejection.NONE);
            groups.releaseLegs(order);
            world.reportMargin(order.account());
            return;
        }
        world.recount(order);
        world.reportMargin(order.account());
        if (!keepsPlace) {
            steps.removeFromBook(order);
            groups.trim(order.position);
            if (order.status == OrderStatus.WORKING) {
                Following.hold(order, Matching.referencePrice(order, market));
                matching.enter(order, market);
            }
        }
    }

    /** The change finds a leg that has filled all its entry has: new prices, and nothing to protect until the entry goes on. */
    private void replaceSleeping(LiveOrder leg, LiveOrder.PendingCommand modify) {
        long report = world.report(leg, modify.commandId(), CommandStatus.AT_EXECUTION);
        world.report(leg, leg.commandId, CommandStatus.EXECUTION_STOPPED);
        leg.commandId = modify.commandId();
        leg.latencyNanos = modify.latencyNanos();
        leg.triggered &= leg.terms.sameTrigger(modify.terms());
        take(leg, modify.terms());
        world.execution(leg, report, modify.commandId(), ExecutionType.REPLACED, OrderStatus.SUSPENDED);
        world.adjust(leg, leg.terms.withQuantity(leg.filled));
    }

    private void take(LiveOrder order, OrderTerms terms) {
        boolean rescheduled = order.terms.timeInForce() == TimeInForce.GTD || terms.timeInForce() == TimeInForce.GTD;
        if (rescheduled) {
            steps.reschedule(order, terms);
        }
        order.terms = terms;
        order.changed = true;
        order.changedNanos = world.nowNanos;
        world.stir(order.position);
    }

    /** A triggered stop limit is a limit order: its spent trigger is no longer compared with the market. */
    private static OrderTerms withoutTrigger(OrderTerms terms) {
        if (!terms.type().hasTrigger()) {
            return terms;
        }
        return new OrderTerms(
                OrderType.LIMIT,
                terms.timeInForce(),
                terms.quantity(),
                terms.limitTicks(),
                Prices.NONE,
                0,
                terms.maxShow(),
                terms.expireNanos());
    }

    Outcome cancelAll(Command.CancelOrders cancel, long senderId) {
        for (Long accountId : cancel.accountIds()) {
            if (world.account(accountId) == null) {
                return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
            }
        }
        if (cancel.accountIds().isEmpty()) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        List<Long> asked = new ArrayList<>();
        LongHashSet meant = new LongHashSet();
        meant.addAll(cancel.orderIds());
        for (Long accountId : cancel.accountIds()) {
            cancelMatching(
                    world.account(accountId),
                    cancel.contractId(),
                    order -> meant.isEmpty() || meant.contains(order.id),
                    senderId,
                    asked);
        }
        return new Outcome(Rejection.NONE, 0, asked, 0);
    }

    void cancelMatching(Account account, int contractId, Predicate<LiveOrder> meant, long senderId, List<Long> asked) {
        List<LiveOrder> matching = new ArrayList<>();
        for (Position position : account.positions) {
            if (contractId == 0 || contractId == position.book.contract.contractId()) {
                for (LiveOrder order = position.firstOrder; order != null; order = order.nextInPosition) {
                    if (meant.test(order)) {
                        matching.add(order);
                    }
                }
            }
        }
        for (LiveOrder order : matching) {
            // Canceling one may already have ended another of its group.
            if (order.live() && order.cancel == null) {
                cancel(order, senderId);
                asked.add(order.id);
            } else if (!order.live()) {
                asked.add(order.id);
            }
        }
    }
}
