package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.CashChangeType;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.record.KeptRecord;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;

/** Several commands as one: what is refused leaves nothing of the others; and commands that a waiting exit keeps. */
class TogetherTest {
    private final Desk desk = new Desk();

    private Outcome together(Command... parts) {
        return desk.apply(new Command.Together(List.of(parts)));
    }

    private static Command change(long order, long price) {
        return new Command.ChangeOrder(order, OrderTerms.limit(1, price), MarketSnapshot.UNKNOWN);
    }

    private static Command flatten(long account) {
        return new Command.Flatten(List.of(account), 0, true, true, true, List.of());
    }

    @Test
    void whatIsRefusedLeavesNothing() {
        MarketSnapshot market = desk.market(1000, 1001, 1000);
        long first = desk.place(Side.BUY, OrderTerms.limit(1, 990), market);
        long second = desk.place(Side.BUY, OrderTerms.limit(1, 980), market);
        assertEquals(
                Rejection.UNKNOWN_ORDER,
                together(change(first, 991), change(4_711, 1)).rejection());
        assertEquals(
                Rejection.INVALID_QUANTITY,
                together(
                                change(first, 991),
                                new Command.ChangeOrder(second, OrderTerms.limit(-1, 991), MarketSnapshot.UNKNOWN))
                        .rejection());
        assertEquals(
                Rejection.INVALID_COMMAND,
                together(change(first, 991), change(first, 992)).rejection());
        assertEquals(
                Rejection.INVALID_COMMAND,
                together(change(first, 991), new Command.AdvanceTime()).rejection());
        assertEquals(Rejection.INVALID_COMMAND, together().rejection());
        long locked = desk.accepted(new Command.OpenAccount("locked", desk.userId, 0, AccountSettings.IMMEDIATE))
                .id();
        desk.accepted(new Command.SetAdminAction(locked, AdminAction.LOCK));
        int told = desk.events.size();
        assertEquals(
                Rejection.TRADING_LOCKED,
                together(flatten(desk.account), flatten(locked)).rejection());
        assertEquals(told, desk.events.size(), "nothing was told of");
        Outcome done = together(change(first, 991), new Command.CancelOrder(second, MarketSnapshot.UNKNOWN));
        assertEquals(2, done.ids().size());
        assertTrue(done.isAccepted() && !done.ids().contains(0L), done::toString);
    }

    @Test
    void anAccountIsOpenedWithWhatLimitsItAndARecordOfIt() {
        long made = Command.Together.MADE;
        Outcome done = together(
                new Command.OpenAccount("new", desk.userId, 1_000_000, AccountSettings.IMMEDIATE),
                new Command.SetAutoLiquidation(made, true, AutoLiquidation.OFF),
                new Command.KeepPositionLimit(
                        new PositionLimit(0, made, InstrumentScope.ALL, true, TotalBy.OVERALL, 1, 1, 1, "")),
                new Command.KeepRiskParameter(new RiskParameter(0, made, InstrumentScope.ALL, 1, 1, 1, 1, 1, 1, true)),
                new Command.KeepRecord(0, "grant", desk.userId, made, "of " + made, "{\"account\":" + made + "}", 0));
        assertTrue(done.isAccepted(), done::toString);
        long account = done.id();
        assertEquals(account, desk.last(Event.PositionLimitKept.class).limit().accountId());
        assertEquals(
                done.ids().get(2),
                desk.last(Event.RiskParameterKept.class).parameter().limitId());
        KeptRecord record = desk.last(Event.RecordKept.class).record();
        assertEquals("of " + account, record.uniqueKey());
        assertEquals("{\"account\":" + account + "}", record.document());
        assertEquals(account, record.accountId());
        // The name is taken now: nothing else of the same is done either.
        int told = desk.events.size();
        assertEquals(
                Rejection.DUPLICATE_NAME,
                together(
                                new Command.OpenAccount("NEW", desk.userId, 0, AccountSettings.IMMEDIATE),
                                new Command.SetAutoLiquidation(made, true, AutoLiquidation.OFF))
                        .rejection());
        assertEquals(
                Rejection.UNKNOWN_ACCOUNT,
                together(new Command.SetAutoLiquidation(made, true, AutoLiquidation.OFF))
                        .rejection());
        assertEquals(told, desk.events.size());
    }

    private static Command keep(long id, long owner, String key, String document, int version) {
        return new Command.KeepRecord(id, "note", owner, 0, key, document, version);
    }

    @Test
    void aUserIsMadeWithItsRecords() {
        long made = Command.Together.MADE;
        Outcome done = together(
                new Command.CreateUser("new"),
                keep(0, made, "one of " + made, "{\"userId\":" + made + "}", 0),
                keep(0, made, "two of " + made, "{}", 0));
        assertTrue(done.isAccepted(), done::toString);
        KeptRecord second = desk.last(Event.RecordKept.class).record();
        assertEquals("two of " + done.id(), second.uniqueKey());
        assertEquals(done.id(), second.userId());
        assertEquals(done.ids().getLast(), second.id());
        int told = desk.events.size();
        assertEquals(
                Rejection.DUPLICATE_NAME,
                together(new Command.CreateUser("NEW"), keep(0, made, "", "{}", 0))
                        .rejection());
        assertEquals(
                Rejection.DUPLICATE_NAME,
                together(new Command.CreateUser("newer"), keep(0, made, "a", "{}", 0), keep(0, made, "a", "{}", 0))
                        .rejection());
        assertEquals(
                Rejection.UNKNOWN_USER, together(keep(0, made, "", "{}", 0)).rejection());
        assertEquals(
                Rejection.INVALID_COMMAND,
                together(
                                new Command.CreateUser("newer"),
                                new Command.OpenAccount("newer", desk.userId, 0, AccountSettings.IMMEDIATE))
                        .rejection());
        assertEquals(told, desk.events.size());
    }

    @Test
    void recordsAreChangedTogetherOrNotAtAll() {
        long first = desk.accepted(keep(0, desk.userId, "first", "{}", 0)).id();
        long second = desk.accepted(keep(0, desk.userId, "second", "{}", 0)).id();
        int told = desk.events.size();
        Command fine = keep(first, 0, "first", "{\"n\":1}", 1);
        assertEquals(
                Rejection.RECORD_CHANGED,
                together(fine, keep(second, 0, "second", "{}", 7)).rejection());
        assertEquals(
                Rejection.DUPLICATE_NAME,
                together(fine, keep(second, 0, "first", "{}", 1)).rejection());
        assertEquals(Rejection.INVALID_COMMAND, together(fine, fine).rejection());
        assertEquals(
                Rejection.UNKNOWN_RECORD,
                together(fine, new Command.RemoveRecord(4_711, "note")).rejection());
        assertEquals(
                Rejection.UNKNOWN_ACCOUNT,
                together(fine, new Command.AdjustCash(4_711, 1, CashChangeType.DEBIT, ""))
                        .rejection());
        assertEquals(told, desk.events.size());
        long before = desk.engine.stateHash();
        Outcome done = together(
                fine,
                new Command.RemoveRecord(second, "note"),
                new Command.AdjustCash(desk.account, 1_000_000, CashChangeType.DEBIT, ""));
        assertTrue(done.isAccepted(), done::toString);
        assertEquals(List.of(first, second), done.ids().subList(0, 2));
        assertNotEquals(before, desk.engine.stateHash());
        assertEquals(1_000_000, desk.last(Event.CashChanged.class).deltaMicros());
    }

    /** An engine restored with commands held goes on as the one that it was written from. */
    @Test
    void heldCommandsAreState() {
        AtmTemplate template =
                new AtmTemplate("one", TimeInForce.DAY, List.of(new AtmBracket(1, 20, 15, StopStrategy.NONE)));
        MarketSnapshot market = desk.market(1000, 1001, 1000);
        long entry = desk.accepted(new Command.PlaceAtm(
                        Command.PlaceOrder.of(desk.account, Desk.ESZ6, Side.BUY, OrderTerms.limit(1, 990), market),
                        template))
                .id();
        Engine early = copy();
        desk.accepted(change(entry + 1, 1020));
        desk.accepted(change(entry + 1, 1030));
        assertNotEquals(early.stateHash(), desk.engine.stateHash());
        Engine restored = copy();
        assertEquals(desk.engine.stateHash(), restored.stateHash());
        List<StateRow> held = new ArrayList<>();
        desk.engine.writeState(row -> {
            if (row instanceof StateRow.HeldCommandRow) {
                held.add(row);
            }
        });
        assertEquals(2, held.size(), "the New command and the first change");
        int told = desk.events.size();
        Command cancel = new Command.CancelOrder(entry, MarketSnapshot.UNKNOWN);
        desk.accepted(cancel);
        List<Event> again = new ArrayList<>();
        restored.apply(new Submission(desk.now, 0, 0, 7, cancel), again::add);
        assertEquals(desk.events.subList(told, desk.events.size()), again);
        assertEquals(desk.engine.stateHash(), restored.stateHash());
    }

    private Engine copy() {
        Engine copy = new Engine();
        desk.engine.writeState(copy::readState);
        return copy;
    }
}
