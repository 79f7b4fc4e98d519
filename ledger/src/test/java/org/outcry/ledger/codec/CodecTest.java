package org.outcry.ledger.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.outcry.engine.Engine;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.atm.AtmBracket;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Clearing;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.order.AttachedOrder;
import org.outcry.engine.order.CommandTag;
import org.outcry.engine.order.OrderTerms;
import org.outcry.engine.order.Relation;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.risk.AdminAction;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.CarriedPosition;
import org.outcry.engine.risk.DrawdownMode;
import org.outcry.engine.risk.InstrumentScope;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.TotalBy;
import org.outcry.engine.state.StateRow;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Side;
import org.outcry.ledger.api.LedgerRefusal;
import org.outcry.ledger.api.LedgerRefusal.Reason;
import org.outcry.ledger.codec.sbe.MessageHeaderEncoder;
import org.outcry.ledger.trading.TradingStream;

class CodecTest {
    private final CommandEncoder encoder = new CommandEncoder();
    private static final Command.PlaceOrder PLACE =
            Command.PlaceOrder.of(1, 2, Side.SELL, OrderTerms.market(3), MarketSnapshot.UNKNOWN);

    private static final AutoLiquidation RULES =
            new AutoLiquidation(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, DrawdownMode.REAL_TIME, true, true);

    private final CommandDecoder decoder = new CommandDecoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();

    private Envelope roundTrip(Envelope envelope, int offset) {
        int length = encoder.encode(buffer, offset, envelope);
        return decoder.decodeEnvelope(buffer, offset, length);
    }

    /** Every command of long random trading, and every kind at its edges, comes back equal. */
    @Test
    void commandsComeBackEqual() {
        SplittableRandom random = new SplittableRandom(3);
        Engine engine = new Engine();
        TradingStream stream = new TradingStream(3);
        Set<Class<?>> kinds = new HashSet<>();
        TradingStream.Door door = (timeNanos, command) -> {
            Submission submission = new Submission(timeNanos, random.nextLong(), random.nextLong(), 9, command);
            Envelope envelope = new Envelope(submission, random.nextLong(), random.nextLong(), random.nextLong());
            assertEquals(envelope, roundTrip(envelope, random.nextInt(64)));
            kinds.add(command.getClass());
            return engine.apply(submission, EventSink.NONE);
        };
        stream.define(door, 3);
        for (int i = 0; i < 3_000; i++) {
            stream.step(door);
        }
        List<Command> edges = List.of(
                new Command.ActivateRules(Integer.MAX_VALUE),
                new Command.ChangeAccount(Long.MAX_VALUE, AccountSettings.REALISTIC),
                new Command.CancelOrders(List.of(1L, Long.MAX_VALUE), 0, List.of(5L)),
                new Command.CancelOrders(List.of(1L), 4, List.of()),
                new Command.ReducePosition(1, 2, 3, MarketSnapshot.UNKNOWN),
                new Command.Flatten(List.of(1L), 0, true, false, true, List.of()),
                new Command.Flatten(
                        List.of(1L, 2L), 7, false, true, false, false, new CommandTag(9, "name", "T50"), List.of()),
                new Command.ClearAndPlace(Clearing.ORDER, Long.MAX_VALUE, 0, PLACE),
                new Command.ClearAndPlace(Clearing.POSITION, 0, 5_000_000_000L, PLACE),
                new Command.ClearAndPlace(Clearing.OPEN_POSITION, 0, 1, PLACE),
                new Command.ClearAndPlace(Clearing.EXITS, 0, 60_000_000_000L, PLACE),
                new Command.ClearAndPlaceAtm(
                        new Command.ClearAndPlace(Clearing.ORDER, 77, 0, PLACE),
                        new AtmTemplate(
                                "t", TimeInForce.DAY, List.of(new AtmBracket(1, -4, 8, StopStrategy.NONE, 5, true)))),
                new Command.PlaceAtm(
                        new Command.PlaceOrder(
                                1,
                                2,
                                Side.SELL,
                                OrderTerms.market(3),
                                "id €",
                                "oco",
                                4,
                                5,
                                6,
                                true,
                                true,
                                "text",
                                List.of(new AttachedOrder(
                                        Relation.OCO, 1, Side.BUY, OrderTerms.limit(1, Long.MIN_VALUE), true)),
                                MarketSnapshot.UNKNOWN),
                        new AtmTemplate("", TimeInForce.FOK, List.of())),
                new Command.CloseAtm(Long.MAX_VALUE, MarketSnapshot.UNKNOWN),
                new Command.CloseAtm(1, true, MarketSnapshot.UNKNOWN),
                new Command.RequireProtection(1, Long.MIN_VALUE),
                new Command.SetAdminAction(1, AdminAction.AGREED_LIQUIDATION),
                new Command.SetAutoLiquidation(1, true, RULES),
                new Command.SetAutoLiquidation(1, false, AutoLiquidation.OFF),
                new Command.SetMaxNetLiquidation(1, Long.MIN_VALUE),
                new Command.ClearBreaches(Long.MAX_VALUE),
                new Command.KeepPositionLimit(new PositionLimit(
                        1, 2, new InstrumentScope(3, 4, 5, 6), true, TotalBy.CONTRACT_GROUP, 7, -1, 9, "groß")),
                new Command.RemovePositionLimit(1),
                new Command.KeepRiskParameter(new RiskParameter(
                        1, 2, new InstrumentScope(3, 4, 5, 6), 7, 8, -1, 10, 11, Long.MAX_VALUE, true)),
                new Command.RemoveRiskParameter(1),
                new Command.ResetAccount(1, 2, 3, 4, 5, 6, List.of(new CarriedPosition(7, -8, Long.MIN_VALUE))),
                new Command.KeepRecord(1, "kind", 2, 3, "key ß", "{}", Integer.MAX_VALUE),
                new Command.RemoveRecord(Long.MAX_VALUE, "kind"),
                new Command.Together(List.of(
                        new Command.RemoveRecord(1, "first"),
                        new Command.KeepRecord(0, "kind", 2, Command.Together.MADE, "key ß", "{}", 0),
                        new Command.CancelOrder(3, MarketSnapshot.UNKNOWN))),
                new Command.ReleaseHistory(Long.MIN_VALUE),
                new Command.DefineSessions(3, List.of(new SessionWindow(1, 2, 3))),
                new Command.CreateUser("ключ 🔑"));
        for (Command edge : edges) {
            Envelope envelope = new Envelope(new Submission(1, 2, 3, 4, edge), 5, 6, 7);
            assertEquals(envelope, roundTrip(envelope, 0));
            kinds.add(edge.getClass());
        }
        assertEquals(Command.class.getPermittedSubclasses().length, kinds.size(), kinds.toString());
    }

    /** Every row of a state after random trading comes back equal, packed many to a message. */
    @Test
    void rowsComeBackEqual() {
        Engine engine = new Engine();
        TradingStream stream = new TradingStream(8);
        TradingStream.Door door = (timeNanos, command) ->
                engine.apply(new Submission(timeNanos, timeNanos, 1, 9, command), EventSink.NONE);
        stream.define(door, 4);
        for (int i = 0; i < 3_000; i++) {
            stream.step(door);
        }
        SnapshotCodec codec = new SnapshotCodec();
        List<StateRow> written = new ArrayList<>();
        int[] end = {0};
        engine.writeState(row -> {
            written.add(row);
            end[0] += codec.encodeRow(buffer, end[0], row);
        });
        List<StateRow> read = new ArrayList<>();
        codec.decode(buffer, 0, end[0], new SnapshotCodec.Visitor() {
            @Override
            public void onStart(long logPosition) {
                throw new AssertionError("no start was written");
            }

            @Override
            public void onRow(StateRow row) {
                read.add(row);
            }

            @Override
            public void onEnd(long logPosition, long stateHash, long rowCount) {
                throw new AssertionError("no end was written");
            }
        });
        assertEquals(written, read);
        assertTrue(written.size() > 1_000);
    }

    @Test
    void whatANewerVersionWroteIsRefusedByName() {
        Envelope envelope = new Envelope(new Submission(1, 2, 3, 4, new Command.AdvanceTime()), 5, 6, 7);
        int length = encoder.encode(buffer, 0, envelope);
        MessageHeaderEncoder header = new MessageHeaderEncoder().wrap(buffer, 0);
        header.version(2);
        assertEquals(Reason.NEWER_VERSION, refusal(buffer, length).reason());
        header.version(1).templateId(99);
        assertEquals(Reason.NEWER_VERSION, refusal(buffer, length).reason());
    }

    @Test
    void whatDoesNotEndWhereItsMessageDoesIsRefused() {
        Envelope envelope = new Envelope(new Submission(1, 2, 3, 4, new Command.CreateUser("trader")), 5, 6, 7);
        int length = encoder.encode(buffer, 0, envelope);
        for (int other = 0; other < length + 3; other++) {
            if (other != length) {
                assertEquals(Reason.DAMAGED, refusal(buffer, other).reason());
            }
        }
    }

    private LedgerRefusal refusal(DirectBuffer from, int length) {
        return assertThrows(LedgerRefusal.class, () -> decoder.decode(from, 0, length));
    }
}
