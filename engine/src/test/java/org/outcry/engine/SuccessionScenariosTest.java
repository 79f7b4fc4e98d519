package org.outcry.engine;

import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.order.TriggerSource;

/** Orders that take the place of others or of a position. */
class SuccessionScenariosTest {
    private static final AccountSettings AT_ONCE =
            new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);
    /** Everything takes a second to arrive. */
    private static final AccountSettings SLOW =
            new AccountSettings(Desk.SECOND, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);

    @Test
    void anOrderIsPlacedOnceTheOneBeforeItIsCanceled() {
        Script.run(SLOW, """
                quote    100 101 100
                buy      a 2 LIMIT 95
                wait     1
                quote    100 101 100
                order    a WORKING 0/2
                instead  a buy b 3 LIMIT 96 target=+4 stop=-3
                order    a WORKING 0/2
                order    b SUSPENDED 0/3
                wait     1
                quote    100 101 100
                order    a CANCELED 0/2
                order    b PENDING_NEW 0/3
                order    b.stop SUSPENDED 0/3
                wait     1
                quote    100 101 100
                order    b WORKING 0/3
                """);
    }

    @Test
    void anOrderThatFillsFirstHasNoSuccessor() {
        Script.run(SLOW, """
                quote    100 101 100
                buy      a 2 LIMIT 99
                wait     1
                quote    100 101 100
                instead  a buy b 3 LIMIT 98
                trade    97 1 sell
                order    a FILLED 2/2
                order    b CANCELED 0/3
                position 2 198
                instead  a buy c 1 LIMIT 98        ! ORDER_TERMINAL
                """);
    }

    @Test
    void whatRiskRefusesLeavesTheOldOrderAlone() {
        Script.run(AT_ONCE, """
                quote    100 101 100
                buy      a 60 LIMIT 95
                # 60 are freed, so that 100 fit; 101 do not
                instead  a buy b 101 LIMIT 96      ! INSUFFICIENT_MARGIN
                order    a WORKING 0/60
                instead  a buy c 100 LIMIT 96
                order    a CANCELED 0/60
                quote    100 101 100
                order    c WORKING 0/100
                """);
    }

    @Test
    void aReversalTurnsThePositionRound() {
        Script.run(SLOW, """
                quote    100 101 100
                reverse  n                         ! NO_POSITION
                buy      a 3 MARKET
                wait     1
                quote    100 101 100
                position 3 303
                buy      rest 1 LIMIT 90
                wait     1
                quote    100 101 100
                reverse  r
                order    r SUSPENDED 0/3
                order    rest WORKING 0/1
                wait     1
                quote    100 101 100
                order    rest CANCELED 0/1
                order    r PENDING_NEW 0/3
                position 0 0
                wait     1
                quote    100 101 100
                order    r FILLED 3/3
                position -3 300
                """);
    }

    @Test
    void anEntryWaitsForTheOldPositionToBeFlat() {
        Script.run(AT_ONCE, """
                quote    100 101 100
                swap     sell n 1 LIMIT 105        ! NO_POSITION
                buy      a 2 MARKET
                sell     t 2 LIMIT 110 oco=x
                sell     s 2 STOP 90 oco=x
                swap     buy b 1 LIMIT 96
                order    t CANCELED 0/2
                order    s CANCELED 0/2
                position 0 0
                quote    100 101 100
                order    b WORKING 0/1
                # without a position as well
                flatfirst buy c 1 LIMIT 97
                order    b CANCELED 0/1
                quote    100 101 100
                order    c WORKING 0/1
                """);
    }

    /** Once an engine that stopped: the new order ended with the group of what it cleared. */
    @Test
    void aSuccessorInTheGroupOfWhatItClearsEndsWithIt() {
        Script.run(AT_ONCE, """
                quote    100 101 100
                buy      a 1 LIMIT 95 oco=g
                flatfirst buy b 1 LIMIT 96 oco=g
                order    a CANCELED 0/1
                order    b CANCELED 0/1
                """);
    }

    @Test
    void patienceEndsAndTheEntryStartsAnyway() {
        Script.run(AT_ONCE, """
                depth    1
                quote    100 101 100
                buy      a 13 MARKET
                wait     60
                quote    100 101 100
                buy      more 13 MARKET
                # the closing order reaches no further than the band: it ends with 13 left
                flatfirst buy b 1 LIMIT 96
                position 13 1391
                order    b SUSPENDED 0/1
                wait     4
                order    b SUSPENDED 0/1
                wait     1
                order    b PENDING_NEW 0/1
                """);
    }

    @Test
    void exitsReplaceWhatWasThere() {
        Script.run(AT_ONCE, """
                quote    100 101 100
                buy      a 2 MARKET
                sell     old 2 STOP 90
                exits    500 sell x 5 LIMIT 110 partner=95
                order    old CANCELED 0/2
                # clamped at once, and again when they start
                order    x SUSPENDED 0/2
                sell     half 1 MARKET
                wait     1
                quote    100 101 100
                order    x WORKING 0/1
                order    x.partner WORKING 0/1
                quote    94 95 94
                order    x.partner FILLED 1/1
                order    x CANCELED 0/1
                position 0 0
                """);
    }

    @Test
    void exitsOfAPositionThatIsGoneAreNotPlaced() {
        Script.run(AT_ONCE, """
                quote    100 101 100
                buy      a 2 MARKET
                exits    500 sell x 2 LIMIT 110 partner=95
                sell     all 2 MARKET
                position 0 0
                wait     1
                order    x CANCELED 0/2
                order    x.partner CANCELED 0/2
                """);
    }

    @Test
    void exitsWithoutAPositionMayOpenOne() {
        Script.run(AT_ONCE, """
                quote    100 101 100
                exits    0 sell x 2 LIMIT 110 partner=95
                quote    100 101 100
                order    x WORKING 0/2
                quote    94 95 94
                order    x.partner FILLED 2/2
                order    x CANCELED 0/2
                position -2 188
                """);
    }
}
