package org.outcry.engine;

import org.junit.jupiter.api.Test;

/** OCO groups and brackets, partial fills on both sides included. */
class GroupScenariosTest {
    @Test
    void aFillCancelsThePartner() {
        Script.run("""
                quote    100 101 100
                buy      a 2 LIMIT 95 oco=g
                sell     b 2 LIMIT 105 oco=g
                quote    94 95 95
                order    a FILLED 2/2
                order    b CANCELED 0/2
                buy      c 1 LIMIT 90 oco=g   ! OCO_RESOLVED
                """);
    }

    @Test
    void aPartialFillShrinksThePartner() {
        Script.run("""
                depth    0
                quote    100 101 100
                buy      a 5 LIMIT 100 oco=g
                sell     b 5 LIMIT 105 oco=g
                trade    100 2 sell
                order    a WORKING 2/5
                order    b WORKING 0/3
                cancel   b
                order    a CANCELED 2/5
                """);
    }

    @Test
    void legsFollowTheirEntry() {
        Script.run("""
                depth    0
                quote    100 101 100
                buy      e 5 LIMIT 100 target=+10 stop=-5
                order    e.target SUSPENDED 0/5
                trade    100 2 sell
                order    e WORKING 2/5
                order    e.target WORKING 0/2
                order    e.stop WORKING 0/2
                terms    e.target 110 -
                terms    e.stop - 95
                trade    100 3 sell
                order    e FILLED 5/5
                order    e.target WORKING 0/5
                order    e.stop WORKING 0/5
                """);
    }

    @Test
    void aPartOfTheTargetShrinksTheStop() {
        Script.run("""
                depth    0 0 0 0 0 0 0 0 0 0 0
                quote    100 101 100
                buy      e 4 LIMIT 100 target=+10 stop=-5
                trade    100 4 sell
                trade    110 1 buy
                order    e.target WORKING 1/4
                order    e.stop WORKING 0/3
                trade    110 3 buy
                order    e.target FILLED 4/4
                order    e.stop CANCELED 0/3
                position 0 0
                """);
    }

    @Test
    void anEntryThatGoesOnWakesItsLegsAgain() {
        Script.run("""
                depth    0 0 0 0 0 0 0 0 0 0 0
                quote    100 101 100
                buy      e 4 LIMIT 100 target=+10 stop=-5
                trade    100 2 sell
                trade    110 2 buy
                # all that was bought is sold; the rest of the entry still works
                order    e.target SUSPENDED 2/2
                order    e.stop SUSPENDED 0/0
                trade    100 1 sell
                order    e.target WORKING 2/3
                order    e.stop WORKING 0/1
                cancel   e
                order    e CANCELED 3/4
                order    e.target WORKING 2/3
                trade    110 1 buy
                order    e.target FILLED 3/3
                order    e.stop CANCELED 0/1
                position 0 0
                """);
    }

    @Test
    void legsThatFilledAllEndWithTheirEntry() {
        Script.run("""
                depth    0 0 0 0 0 0 0 0 0 0 0
                quote    100 101 100
                buy      e 4 LIMIT 100 target=+10 stop=-5
                trade    100 2 sell
                trade    110 2 buy
                cancel   e
                order    e.target FILLED 2/2
                order    e.stop CANCELED 0/0
                """);
    }

    @Test
    void anEntryCanceledUnfilledTakesItsLegsAlong() {
        Script.run("""
                quote    100 101 100
                buy      e 4 LIMIT 90 target=+10 stop=-5
                cancel   e
                order    e.target CANCELED 0/4
                order    e.stop CANCELED 0/4
                """);
    }

    @Test
    void anEntryRefusedRejectsItsLegs() {
        Script.run("""
                quote    100 101 100
                buy      e 400 LIMIT 90 target=+10 stop=-5   ! INSUFFICIENT_MARGIN
                order    e REJECTED 0/400
                order    e.target REJECTED 0/400
                """);
    }

    @Test
    void exitsAreCutWhenThePositionShrinksOtherwise() {
        Script.run("""
                quote    100 101 100
                buy      e 3 MARKET target=+10 stop=-5
                buy      f 2 MARKET target=+20 stop=-5
                sell     x 1 MARKET
                # newest first
                order    f.target WORKING 0/1
                order    f.stop WORKING 0/1
                order    e.target WORKING 0/3
                sell     y 2 MARKET
                order    f.target CANCELED 0/1
                order    f.stop CANCELED 0/1
                order    e.target WORKING 0/2
                order    e.stop WORKING 0/2
                flatten
                order    e.target CANCELED 0/2
                position 0 0
                """);
    }

    @Test
    void anEntryThatOnlyReducesNeedsNoExit() {
        Script.run("""
                quote    100 101 100
                sell     s 5 MARKET
                buy      e 3 MARKET target=+10 stop=-5
                position -2 200
                order    e.target CANCELED 0/3
                order    e.stop CANCELED 0/3
                """);
    }

    @Test
    void anEntryThatCrossesFlatProtectsWhatIsLeft() {
        Script.run("""
                quote    100 101 100
                sell     s 2 MARKET
                buy      e 3 MARKET target=+10 stop=-5
                position 1 101
                order    e.target WORKING 0/1
                order    e.stop WORKING 0/1
                """);
    }

    @Test
    void theStopOfABracketClosesAndEndsTheTarget() {
        Script.run("""
                quote    100 101 100
                sell     e 2 MARKET target=-10 stop=+5
                quote    106 107 106
                order    e.stop FILLED 2/2
                order    e.target CANCELED 0/2
                position 0 0
                """);
    }

    /** Once the rest of a stop was canceled, and the position stood without any exit. */
    @Test
    void aStopThatFindsTooLittleGoesOnWithLaterQuotes() {
        Script.run("""
                depth    10 0 0 0 0 0 0 0 0 0 0 0 0
                quote    100 101 100
                buy      e 8 MARKET target=+10 stop=-5
                depth    2 0 0 0 0 0 0 0 0 0 0 0 0
                quote    95 96 95
                order    e.stop WORKING 2/8
                order    e.target WORKING 0/6
                position 6 606
                # what was taken is gone for the moment, and trades of others are not its own
                quote    95 96 95
                trade    95 9 buy
                order    e.stop WORKING 2/8
                # it is on its way out of the position: nothing else has to close that
                protect  1
                wait     5
                order    e.stop WORKING 2/8
                quote    80 81 80
                order    e.stop WORKING 4/8
                depth    10
                quote    70 71 70
                order    e.stop FILLED 8/8
                order    e.target CANCELED 0/4
                position 0 0
                """);
    }

    @Test
    void theRestOfAStopLeavesWithItsPosition() {
        Script.run("""
                quote    100 101 100
                sell     e 6 MARKET target=-10 stop=+5
                depth    2 0 0 0 0 0 0 0 0 0 0 0 0
                quote    105 106 105
                order    e.stop WORKING 2/6
                depth    10
                buy      x 4 MARKET
                order    e.stop CANCELED 2/6
                order    e.target CANCELED 0/4
                position 0 0
                """);
    }
}
