package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.outcry.engine.command.Submission;
import org.outcry.engine.event.Event;
import org.outcry.engine.event.EventSink;
import org.outcry.engine.state.StateRow;

/** Laws that hold for any trading at all. The seed is in the name of each run. */
class RandomTradingTest {
    private static final int STEPS = 6000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void moneyAndContractsAreConserved(long seed) {
        Auditor auditor = new Auditor();
        RandomTrading trading = new RandomTrading(seed, auditor);
        for (int i = 0; i < 10; i++) {
            trading.run(STEPS / 10);
            auditor.balance();
            auditor.exitsStayWithinTheirEntries();
        }
        assertTrue(auditor.fillCount > 200 && auditor.exitFills > 20 && auditor.pairCount > 100, "too little happened");
        assertTrue(
                auditor.atmMoves > 20 && auditor.atmClosed > 40 && auditor.enforced > 2,
                () -> auditor.atmMoves + " moves, " + auditor.atmClosed + " instances, " + auditor.enforced
                        + " positions closed for want of a stop");
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void aRestoredEngineGoesOnAsTheOther(long seed) {
        RandomTrading trading = new RandomTrading(seed, EventSink.NONE);
        trading.run(STEPS);
        for (int cut = 500; cut < trading.submissions.size(); cut += 1700) {
            Engine first = new Engine();
            for (Submission submission : trading.submissions.subList(0, cut)) {
                first.apply(submission, EventSink.NONE);
            }
            Engine second = new Engine();
            first.writeState(second::readState);
            assertEquals(first.stateHash(), second.stateHash(), "after reading back at " + cut);
            List<Event> live = new ArrayList<>();
            List<Event> restored = new ArrayList<>();
            for (Submission submission : trading.submissions.subList(cut, trading.submissions.size())) {
                assertEquals(first.apply(submission, live::add), second.apply(submission, restored::add));
                assertEquals(live, restored);
                live.clear();
                restored.clear();
            }
            assertEquals(trading.engine.stateHash(), second.stateHash(), "at the end, restored at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void theSameSubmissionsGiveTheSameStateAndEvents(long seed) {
        List<Event> first = new ArrayList<>();
        RandomTrading trading = new RandomTrading(seed, first::add);
        trading.run(STEPS);
        List<Event> second = new ArrayList<>();
        Engine again = new Engine();
        for (Submission submission : trading.submissions) {
            again.apply(submission, second::add);
        }
        assertEquals(first, second);
        assertEquals(trading.engine.stateHash(), again.stateHash());
    }

    @ParameterizedTest
    @ValueSource(longs = {41})
    void rowsReadAndWrittenAreTheSameRows(long seed) {
        RandomTrading trading = new RandomTrading(seed, EventSink.NONE);
        trading.run(STEPS);
        List<StateRow> rows = new ArrayList<>();
        trading.engine.writeState(rows::add);
        Engine copy = new Engine();
        rows.forEach(copy::readState);
        List<StateRow> again = new ArrayList<>();
        copy.writeState(again::add);
        assertEquals(rows, again);
    }
}
