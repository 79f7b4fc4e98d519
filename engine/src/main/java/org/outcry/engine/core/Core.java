package org.outcry.engine.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.outcry.engine.Watch;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.order.CommandType;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.Prices;

/** The rules wired together, and the one way in: time first, then the key, then the command. */
public final class Core {
    private final World world;
    private final Clock clock;
    private final Definitions definitions;
    private final Placement placement;
    private final Closing closing;
    private final Bookkeeping bookkeeping;
    private final Commands commands;
    private final Succession succession;
    private final Atms atms;
    private final Protection protection;
    private final Review review;
    private final Matching matching;
    private final RiskSettings risks;
    private final Resets resets;
    private final Records records;
    private final Joint joint;
    private final Release release;
    private final Reader reader;

    public Core(long firstId) {
        world = new World(firstId);
        Checks checks = new Checks(world);
        bookkeeping = new Bookkeeping(world);
        OrderSteps steps = new OrderSteps(world);
        matching = new Matching(world, bookkeeping, steps);
        Groups groups = new Groups(world, steps, matching);
        commands = new Commands(world, checks, steps, matching, groups);
        steps.know(groups);
        matching.know(groups, commands);
        review = new Review(world);
        Settlement settlement = new Settlement(world, steps, bookkeeping, groups);
        clock = new Clock(world, steps, bookkeeping, settlement, review);
        definitions = new Definitions(world, clock, bookkeeping, review);
        placement = new Placement(world, checks, steps, commands);
        closing = new Closing(world, commands, placement);
        succession = new Succession(world, placement, closing, steps, commands);
        atms = new Atms(world, commands, closing);
        protection = new Protection(world, commands, closing);
        Guard guard = new Guard(world, commands, closing);
        risks = new RiskSettings(world, guard, commands);
        resets = new Resets(world, steps, bookkeeping, settlement, guard);
        review.know(atms, protection, guard);
        records = new Records(world);
        joint = new Joint(new Objections(world, definitions, risks, records, closing, commands), this::carryOut);
        release = new Release(world);
        reader = new Reader(world, records, risks);
    }

    public Outcome apply(Submission submission, EventSink sink) {
        world.sink = sink;
        world.told = sink.listens();
        clock.advance(submission.timeNanos());
        if (!submission.keyed()) {
            return execute(submission.command(), submission.senderId());
        }
        Outcome first = world.keys.find(submission.keyHigh(), submission.keyLow());
        if (first != null) {
            return first;
        }
        Outcome outcome = execute(submission.command(), submission.senderId());
        world.keys.add(submission.keyHigh(), submission.keyLow(), world.nowNanos, outcome);
        return outcome;
    }

    private Outcome execute(Command command, long senderId) {
        Outcome outcome = carryOut(command, senderId);
        review.run();
        return outcome;
    }

    private Outcome carryOut(Command command, long senderId) {
        return switch (command) {
            case Command.ChangeOrder change ->
                noted(change.orderId(), CommandType.MODIFY, senderId, commands.change(change, senderId));
            case Command.PlaceOrder place -> placement.place(place, senderId);
            case Command.ClearAndPlace clear -> succession.clearAndPlace(clear, senderId);
            case Command.PlaceAtm place -> placement.placeAtm(place, senderId);
            case Command.ClearAndPlaceAtm clear -> succession.clearAndPlaceAtm(clear, senderId);
            case Command.CloseAtm close -> atms.close(close, senderId);
            case Command.RequireProtection require -> protection.require(require);
            case Command.CancelOrder cancel ->
                noted(cancel.orderId(), CommandType.CANCEL, senderId, commands.cancel(cancel, senderId));
            case Command.UpdateMarket update -> update(update);
            case Command.Mark mark -> mark(mark);
            case Command.AdvanceTime() -> Outcome.DONE;
            case Command.CancelOrders cancel -> commands.cancelAll(cancel, senderId);
            case Command.ReducePosition reduce -> closing.reduce(reduce, senderId);
            case Command.Flatten flatten -> closing.flatten(flatten, senderId);
            case Command.ActivateRules rules -> activateRules(rules.version());
            case Command.DefineSessions define -> definitions.sessions(define);
            case Command.DefineProduct define -> definitions.product(define.product());
            case Command.DefineContract define -> definitions.contract(define.contract());
            case Command.CreateUser create -> definitions.user(create);
            case Command.OpenAccount open -> definitions.account(open);
            case Command.ChangeAccount change -> definitions.changeAccount(change);
            case Command.AdjustCash adjust -> definitions.adjustCash(adjust);
            case Command.SetAdminAction set -> risks.decide(set);
            case Command.SetAutoLiquidation set -> risks.autoLiquidation(set);
            case Command.SetMaxNetLiquidation set -> risks.maxNetLiquidation(set);
            case Command.ClearBreaches clear -> risks.clearBreaches(clear);
            case Command.KeepPositionLimit keep -> risks.keep(keep.limit());
            case Command.RemovePositionLimit remove -> risks.remove(remove);
            case Command.KeepRiskParameter keep -> risks.keep(keep.parameter());
            case Command.RemoveRiskParameter remove -> risks.remove(remove);
            case Command.ResetAccount reset -> resets.reset(reset);
            case Command.KeepRecord keep -> records.keep(keep);
            case Command.RemoveRecord remove -> records.remove(remove);
            case Command.Together together -> joint.carryOut(together, senderId);
            case Command.ReleaseHistory(long upToId) -> release.upTo(upToId);
        };
    }

    private Outcome activateRules(int version) {
        if (version <= world.rulesVersion) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        world.rulesVersion = version;
        return Outcome.DONE;
    }

    private Outcome update(Command.UpdateMarket update) {
        Book book = world.book(update.market().contractId());
        if (book == null) {
            return Outcome.rejected(Rejection.UNKNOWN_CONTRACT);
        }
        if (book.expired) {
            return Outcome.rejected(Rejection.CONTRACT_EXPIRED);
        }
        if (Checks.absurd(update, book)) {
            return Outcome.rejected(Rejection.INVALID_PRICE);
        }
        matching.update(book, update);
        return Outcome.DONE;
    }

    private Outcome mark(Command.Mark mark) {
        Book book = world.book(mark.contractId());
        if (book == null) {
            return Outcome.rejected(Rejection.UNKNOWN_CONTRACT);
        }
        if (book.expired) {
            return Outcome.rejected(Rejection.CONTRACT_EXPIRED);
        }
        if (mark.priceTicks() == Prices.NONE || Checks.absurd(mark.priceTicks(), book)) {
            return Outcome.rejected(Rejection.INVALID_PRICE);
        }
        book.mark(mark.sequence(), mark.priceTicks());
        bookkeeping.raisePeaks(book);
        return Outcome.DONE;
    }

    /** A change or cancel that was refused before it became a command is told as well. */
    private Outcome noted(long orderId, CommandType type, long senderId, Outcome outcome) {
        boolean known = world.live.containsKey(orderId) || world.isDone(orderId);
        if (!outcome.isAccepted() && outcome.id() == 0 && known) {
            world.emit(new Event.CommandRefused(orderId, type, outcome.rejection(), senderId, world.nowNanos));
        }
        return outcome;
    }

    public long nowNanos() {
        return world.nowNanos;
    }

    public long nextDueNanos() {
        return world.nextDueNanos();
    }

    public void drainChangedWatches(Consumer<Watch> consumer) {
        List<Book> touched = world.touched();
        for (int i = 0; i < touched.size(); i++) {
            Book book = touched.get(i);
            if (book.renewWatch()) {
                consumer.accept(book.watch());
            }
        }
        touched.clear();
    }

    public Collection<Watch> watches() {
        List<Watch> watches = new ArrayList<>();
        for (Book book : world.bookList) {
            if (!book.expired) {
                watches.add(book.resumed());
            }
        }
        return watches;
    }

    public long stateHash() {
        StateHash hash = new StateHash();
        writeState(hash);
        return hash.value();
    }

    public long tradingHash() {
        TradingHash hash = new TradingHash();
        writeState(hash);
        return hash.value();
    }

    public void writeState(Consumer<StateRow> rows) {
        new Writer(world, records, rows).write();
    }

    public void readState(StateRow row) {
        reader.read(row);
    }
}
