package org.outcry.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.atm.AtmTemplate;
import org.outcry.engine.atm.StopStrategy;
import org.outcry.engine.order.TimeInForce;
import org.outcry.engine.order.TriggerSource;
import org.outcry.engine.value.Prices;

/** Life-cycle tables of ATM instances: entry, exits, moves of their stops, all the ways in which they end. */
class AtmScenariosTest {
    private static final AccountSettings BID_ASK =
            new AccountSettings(0, 0, FillModel.QUEUE, TriggerSource.BID_ASK, 0, false, true, 0, 0, 100);
    private static final AccountSettings LATE =
            new AccountSettings(1_000_000_000L, 0, FillModel.QUEUE, TriggerSource.LAST, 0, false, true, 0, 0, 100);

    @Test
    void theTargetEndsTheInstance() {
        Script.run("""
                quote    100 101 100
                buy      e 2 MARKET atm=1:10:5
                order    e FILLED 2/2
                strategy e ACTIVE
                terms    e.Target1 111 -
                terms    e.Stop1 - 96
                quote    112 113 112
                order    e.Target1 FILLED 2/2
                order    e.Stop1 CANCELED 0/2
                position 0 0
                strategy e CLOSED
                """);
    }

    @Test
    void theStopEndsTheInstance() {
        Script.run("""
                quote    100 101 100
                sell     e 1 MARKET atm=1:10:5
                terms    e.Target1 90 -
                terms    e.Stop1 - 105
                quote    104 105 105
                order    e.Stop1 FILLED 1/1
                order    e.Target1 CANCELED 0/1
                strategy e CLOSED
                """);
    }

    @Test
    void bracketsDivideTheEntryAndEndOneByOne() {
        Script.run("""
                quote    100 101 100
                buy      e 5 MARKET atm=2:4:8/1:8:8/1:0:8
                order    e.Target1 WORKING 0/3
                order    e.Stop1 WORKING 0/3
                order    e.Target2 WORKING 0/1
                order    e.Stop3 WORKING 0/1
                quote    106 107 106
                order    e.Target1 FILLED 3/3
                order    e.Stop1 CANCELED 0/3
                order    e.Stop2 WORKING 0/1
                position 2 202
                strategy e ACTIVE
                quote    110 111 110
                order    e.Target2 FILLED 1/1
                order    e.Stop3 WORKING 0/1
                quote    92 93 92
                order    e.Stop3 FILLED 1/1
                strategy e CLOSED
                position 0 0
                """);
    }

    @Test
    void exitsFollowThePartsOfTheEntry() {
        Script.run("""
                depth    0
                quote    100 101 100
                buy      e 4 LIMIT 100 atm=1:10:5/1:20:5
                order    e.Stop1 SUSPENDED 0/2
                trade    100 1 sell
                order    e.Stop1 WORKING 0/1
                order    e.Stop2 SUSPENDED 0/2
                trade    100 2 sell
                order    e.Stop1 WORKING 0/2
                order    e.Stop2 WORKING 0/1
                cancel   e
                order    e CANCELED 3/4
                order    e.Stop2 WORKING 0/1
                strategy e ACTIVE
                quote    94 95 94
                order    e.Stop1 FILLED 2/2
                order    e.Stop2 FILLED 1/1
                position 0 0
                strategy e CLOSED
                """);
    }

    @Test
    void anEntryMadeLargerIsProtectedByTheLastBracket() {
        Script.run("""
                quote    100 101 100
                buy      e 2 LIMIT 95 atm=1:10:5/1:20:5
                change   e 5 LIMIT 96
                quote    94 95 95
                order    e FILLED 5/5
                order    e.Stop1 WORKING 0/1
                order    e.Stop2 WORKING 0/4
                """);
    }

    @Test
    void anEntryThatNeverFillsLeavesNothing() {
        Script.run("""
                quote    100 101 100
                buy      e 2 LIMIT 95 atm=1:10:5
                strategy e ACTIVE
                cancel   e
                order    e.Stop1 CANCELED 0/2
                order    e.Target1 CANCELED 0/2
                strategy e CLOSED
                close    e                 ! UNKNOWN_STRATEGY
                """);
    }

    @Test
    void theStopGoesToBreakEvenOnce() {
        Script.run("""
                quote    100 101 100
                buy      e 1 MARKET atm=1:40:20:be=10+1
                terms    e.Stop1 - 81
                quote    110 111 110
                terms    e.Stop1 - 81
                quote    111 112 111
                terms    e.Stop1 - 102
                quote    125 126 125
                terms    e.Stop1 - 102
                quote    102 103 102
                order    e.Stop1 FILLED 1/1
                strategy e CLOSED
                """);
    }

    @Test
    void theStopTrailsInSteps() {
        Script.run("""
                quote    100 101 100
                buy      e 1 MARKET atm=1:0:20:be=10+1:trail=20-8@4:trail=40-4@1
                quote    120 121 120
                terms    e.Stop1 - 102
                # 20 gained: 20 - 8 = 12 above 101.
                quote    121 122 121
                terms    e.Stop1 - 113
                quote    124 125 124
                terms    e.Stop1 - 113
                quote    125 126 125
                terms    e.Stop1 - 117
                # A jump over several steps, then the tighter one.
                quote    142 143 142
                terms    e.Stop1 - 138
                quote    140 141 140
                terms    e.Stop1 - 138
                quote    143 144 143
                terms    e.Stop1 - 139
                quote    139 140 139
                order    e.Stop1 FILLED 1/1
                """);
    }

    @Test
    void aShortStopMovesDown() {
        Script.run("""
                quote    100 101 100
                sell     e 1 MARKET atm=1:0:20:be=10+1:trail=20-8@4
                terms    e.Stop1 - 120
                quote    89 90 90
                terms    e.Stop1 - 99
                quote    79 80 79
                terms    e.Stop1 - 88
                quote    75 76 75
                terms    e.Stop1 - 84
                quote    83 84 84
                order    e.Stop1 FILLED 1/1
                strategy e CLOSED
                """);
    }

    @Test
    void profitIsMeasuredWhereTheStopListens() {
        Script.run(BID_ASK, """
                quote    100 101 100
                buy      e 1 MARKET atm=1:0:20:be=10+1
                quote    110 111 120
                terms    e.Stop1 - 81
                quote    111 112 100
                terms    e.Stop1 - 102
                """);
    }

    @Test
    void aStopMovedByHandStaysUntilTheMarketGoesFurther() {
        Script.run("""
                quote    100 101 100
                buy      e 1 MARKET atm=1:0:20:trail=10-5@1
                quote    112 113 112
                terms    e.Stop1 - 107
                change   e.Stop1 1 STOP 90
                terms    e.Stop1 - 90
                quote    112 113 112
                terms    e.Stop1 - 90
                quote    113 114 113
                terms    e.Stop1 - 108
                # A tighter one is kept as well, until the plan asks for more.
                change   e.Stop1 1 STOP 112
                quote    115 116 115
                terms    e.Stop1 - 112
                quote    118 119 118
                terms    e.Stop1 - 113
                """);
    }

    @Test
    void closingThePositionOtherwiseCancelsTheExits() {
        Script.run("""
                quote    100 101 100
                buy      e 3 MARKET atm=1:10:5/1:20:5/1:0:5
                sell     x 1 MARKET
                order    e.Stop3 CANCELED 0/1
                order    e.Stop2 WORKING 0/1
                strategy e ACTIVE
                sell     y 2 MARKET
                order    e.Stop1 CANCELED 0/1
                order    e.Target2 CANCELED 0/1
                strategy e CLOSED
                """);
    }

    @Test
    void flattenEndsTheInstance() {
        Script.run("""
                quote    100 101 100
                buy      e 3 MARKET atm=1:10:5
                flatten
                position 0 0
                strategy e CLOSED
                """);
    }

    @Test
    void closeEndsOnlyWhatIsItsOwn() {
        Script.run("""
                quote    100 101 100
                buy      e 2 MARKET atm=1:10:5
                buy      f 3 MARKET atm=1:10:5
                buy      x 1 LIMIT 95
                close    e
                order    e.Stop1 CANCELED 0/2
                order    f.Stop1 WORKING 0/3
                order    x WORKING 0/1
                strategy e CLOSED
                strategy f ACTIVE
                position 3 303
                """);
    }

    @Test
    void closeCancelsAnEntryThatHasNotFilled() {
        Script.run("""
                quote    100 101 100
                buy      e 2 LIMIT 95 atm=1:10:5
                close    e
                order    e CANCELED 0/2
                strategy e CLOSED
                """);
    }

    @Test
    void closeGoesOnWithWhatTheEntryFillsMeanwhile() {
        Script.run(LATE, """
                depth    0
                quote    100 101 100
                buy      e 4 LIMIT 100 atm=1:10:5
                wait     1
                quote    100 101 100
                trade    100 1 sell
                position 1 100
                close    e
                strategy e CLOSING
                trade    100 2 sell
                position 3 300
                wait     1
                depth    10
                quote    100 101 100
                order    e CANCELED 3/4
                position 2 200
                strategy e CLOSING
                wait     1
                quote    100 101 100
                position 0 0
                strategy e CLOSED
                """);
    }

    @Test
    void anInstanceWithoutExitsLivesUntilItsPositionIsGone() {
        Script.run("""
                quote    100 101 100
                buy      e 1 MARKET atm=1:10:5
                cancel   e.Stop1
                order    e.Target1 CANCELED 0/1
                strategy e ACTIVE
                close    e
                position 0 0
                strategy e CLOSED
                """);
    }

    @Test
    void exitsOutliveTheSession() {
        Script.run("""
                quote    100 101 100
                buy      e 1 MARKET atm=1:10:5
                wait     86400
                order    e.Stop1 WORKING 0/1
                quote    95 96 95
                order    e.Stop1 FILLED 1/1
                strategy e CLOSED
                """);
    }

    @Test
    void refusedEntriesStartNothing() {
        Script.run("""
                quote    100 101 100
                buy      e 2000 MARKET atm=1:10:5    ! MAX_ORDER_QUANTITY
                buy      f 0 MARKET atm=1:10:5       ! INVALID_QUANTITY
                buy      g 1 MARKET atm=1:0:0        ! INVALID_COMMAND
                buy      h 1 MARKET atm=1:10:0:be=5+1   ! INVALID_COMMAND
                buy      i 1 MARKET reduce atm=1:10:5   ! INVALID_COMMAND
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "1/1/1, 2, 1 1 0",
        "1/1/1, 4, 2 1 1",
        "2/1/1, 5, 3 1 1",
        "2/1/1, 4, 2 1 1",
        "1/2, 1, 0 1",
        "3/1, 2, 2 0",
        "1/1, 100000, 50000 50000",
        "1, 7, 7"
    })
    void theTemplateIsScaledToTheEntry(String quantities, int entry, String parts) {
        AtmTemplate template = Script.template(quantities.replaceAll("([0-9]+)", "$1:10:5"));
        int[] expected =
                List.of(parts.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
        assertArrayEquals(expected, template.allocate(entry));
    }

    @Test
    void thePlanIsAFunctionOfTheProfitThatNeverFalls() {
        StopStrategy plan = Script.template("1:0:20:be=10+1:trail=12-9@3:trail=30-5@2")
                .brackets()
                .getFirst()
                .stopStrategy();
        long before = Prices.NONE;
        for (long profit = -5; profit < 80; profit++) {
            long offset = plan.offsetTicks(profit);
            assertTrue(offset >= before && offset < profit, "at " + profit);
            // What the next move is said to be is where the function first rises.
            long next = plan.nextTicks(offset == Prices.NONE ? -20 : offset, profit);
            long found = profit + 1;
            while (plan.offsetTicks(found) <= offset) {
                found++;
            }
            assertEquals(found, next, "after " + profit);
            before = offset;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1:10:5:be=10+10 | autoBreakEven",
                "1:10:5:trail=10-0@1 | autoTrail step 1",
                "1:10:5:trail=10-5@1:trail=10-4@1 | step 2",
                "1:10:5:trail=10-5@1:trail=20-6@1 | no wider",
                "0:10:5 | quantity",
                "1:100001:5 | targetTicks",
                "1:0:0 | it needs",
                "1:10:0:be=5+1 | needs stopTicks"
            })
    void mistakesAreNamed(String brackets, String word) {
        assertTrue(Script.template(brackets).problem().orElseThrow().contains(word));
    }

    @Test
    void namesAndDurationsAreChecked() {
        AtmTemplate good = Script.template("1:10:5");
        assertTrue(good.problem().isEmpty());
        assertTrue(
                new AtmTemplate(" ", TimeInForce.GTC, good.brackets()).problem().isPresent());
        assertTrue(
                new AtmTemplate("x", TimeInForce.IOC, good.brackets()).problem().isPresent());
        assertTrue(new AtmTemplate("x", TimeInForce.GTC, List.of()).problem().isPresent());
    }

    @Test
    void anAtmEntryThatClearsItsWay() {
        Script.run("""
                quote    100 101 100
                buy      old 2 MARKET atm=1:10:5
                flatfirst sell e 3 MARKET atm=1:8:4/1:0:6
                order    old.Stop1 CANCELED 0/2
                strategy old CLOSED
                quote    100 101 100
                position -3 300
                strategy e ACTIVE
                order    e.Target1 WORKING 0/2
                order    e.Stop2 WORKING 0/1
                terms    e.Stop1 - 104
                swap     buy f 1 MARKET atm=1:8:4
                strategy e CLOSED
                quote    100 101 100
                position 1 101
                terms    f.Stop1 - 97
                buy      w 1 LIMIT 90
                instead  w sell x 1 LIMIT 120 atm=1:8:4
                order    w CANCELED 0/1
                quote    100 101 100
                order    x WORKING 0/1
                order    x.Stop1 SUSPENDED 0/1
                strategy x ACTIVE
                exits    0 sell y 1 LIMIT 110 atm=1:8:4      ! INVALID_COMMAND
                """);
    }

    @Test
    void anAtmEntryWhoseWayIsNotClearedEndsWithItsStrategy() {
        Script.run("""
                quote    100 101 100
                buy      g 1 LIMIT 90
                instead  g sell x 1 LIMIT 120 atm=1:8:4
                cancel   x
                order    x.Stop1 CANCELED 0/1
                strategy x CLOSED
                """);
    }
}
