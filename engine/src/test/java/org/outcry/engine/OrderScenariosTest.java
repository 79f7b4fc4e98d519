package org.outcry.engine;

import org.junit.jupiter.api.Test;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.account.AccountSettings.FillModel;
import org.outcry.engine.order.TriggerSource;

/** Life cycles of single orders: how they fill, change, end. */
class OrderScenariosTest {
    private static AccountSettings model(FillModel model) {
        return new AccountSettings(0, 0, model, TriggerSource.LAST, 0, false, true, 0, 0, 100);
    }

    @Test
    void marketOrdersTakeShownDepthThenSlip() {
        Script.run("""
                depth    3 2
                quote    100 101 100
                # 3 at 101, 2 at 102, then slices of 2 at 103 and 104
                buy      a 8 MARKET
                order    a FILLED 8/8
                position 8 817
                """);
    }

    @Test
    void aMarketOrderEndsAtItsProtectionBand() {
        Script.run("""
                depth    1
                quote    100 101 100
                # 13 ticks from 101 to 113, one contract each; the rest is canceled
                buy      a 20 MARKET
                order    a CANCELED 13/20
                position 13 1391
                """);
    }

    @Test
    void whatWasTakenStaysTakenForASecond() {
        Script.run("""
                depth    4 4
                quote    100 101 100
                buy      a 4 MARKET
                buy      b 4 MARKET
                position 8 812
                wait     1
                quote    100 101 100
                # half of each level is back
                buy      c 2 LIMIT 101 IOC
                buy      d 1 LIMIT 101 IOC
                order    c FILLED 2/2
                order    d CANCELED 0/1
                """);
    }

    @Test
    void immediateAndFillOrKill() {
        Script.run("""
                depth    5 5
                quote    100 101 100
                buy      a 3 LIMIT 100 IOC
                order    a CANCELED 0/3
                buy      b 9 LIMIT 101 IOC
                order    b CANCELED 5/9
                wait     60
                quote    100 101 100
                buy      c 6 LIMIT 101 FOK
                order    c CANCELED 0/6
                buy      d 5 LIMIT 101 FOK
                order    d FILLED 5/5
                """);
    }

    @Test
    void aRestingLimitWaitsForTheQueueAhead() {
        Script.run("""
                depth    10
                quote    100 101 100
                buy      a 3 LIMIT 100
                trade    100 6 sell
                order    a WORKING 0/3
                # buyers at the ask do not shorten our queue
                trade    101 50 buy
                order    a WORKING 0/3
                trade    100 6 sell
                order    a WORKING 2/3
                trade    100 1 sell
                order    a FILLED 3/3
                position 3 300
                """);
    }

    @Test
    void anImprovedPriceHasNobodyAhead() {
        Script.run("""
                quote    100 103 100
                buy      a 1 LIMIT 101
                trade    101 1 sell
                order    a FILLED 1/1
                """);
    }

    @Test
    void tradedOrQuotedThroughFillsAtTheLimit() {
        Script.run("""
                quote    100 101 100
                buy      a 3 LIMIT 98
                buy      b 3 LIMIT 97
                trade    97 1 sell
                order    a FILLED 3/3
                order    b WORKING 0/3
                quote    95 96 97
                order    b FILLED 3/3
                position 6 585
                """);
    }

    @Test
    void oneOrderOfAnAccountQueuesBehindTheOther() {
        Script.run("""
                depth    2
                quote    100 101 100
                buy      a 3 LIMIT 100
                buy      b 3 LIMIT 100
                trade    100 6 sell
                order    a FILLED 3/3
                order    b WORKING 1/3
                """);
    }

    @Test
    void touchModelFillsAtTheTouchAndThroughModelOnlyThrough() {
        Script.run(model(FillModel.TOUCH), """
                quote    100 101 100
                buy      a 3 LIMIT 100
                trade    100 1 sell
                order    a FILLED 3/3
                """);
        Script.run(model(FillModel.THROUGH), """
                quote    100 101 100
                buy      a 3 LIMIT 100
                trade    100 500 sell
                quote    99 100 100
                order    a WORKING 0/3
                trade    99 1 sell
                order    a FILLED 3/3
                """);
    }

    @Test
    void theRestOfASweepFillsOnlyAsTheMarketShows() {
        Script.run("""
                depth    5 5
                quote    100 101 100
                buy      a 20 LIMIT 101
                order    a WORKING 5/20
                quote    100 101 100
                order    a WORKING 5/20
                wait     2
                quote    100 101 100
                # 5 taken, a quarter of it still gone: 4 are there again
                order    a WORKING 9/20
                """);
    }

    @Test
    void stopsTriggerOnTheLastTradeAndFillAtTheMarket() {
        Script.run("""
                quote    100 101 100
                sell     a 1 STOP 95
                quote    94 95 96
                order    a WORKING 0/1
                trade    95 1 sell
                order    a FILLED 1/1
                position -1 94
                """);
    }

    @Test
    void aGapFillsAtTheFirstExecutablePrice() {
        Script.run("""
                quote    100 101 100
                sell     a 1 STOP 95
                quote    80 81 80
                position -1 80
                """);
    }

    @Test
    void stopLimitsRestAfterTheirTrigger() {
        Script.run("""
                quote    100 101 100
                sell     a 1 STOP_LIMIT 94 95
                quote    90 91 90
                order    a WORKING 0/1
                quote    94 96 90
                order    a FILLED 1/1
                position -1 94
                """);
    }

    @Test
    void ifTouchedOrdersWaitOnTheFavourableSide() {
        Script.run("""
                quote    100 101 100
                sell     a 1 MIT 105
                buy      b 1 LIMIT_IF_TOUCHED 96 96
                quote    104 106 105
                order    a FILLED 1/1
                position -1 104
                quote    96 97 96
                order    b WORKING 0/1
                quote    95 96 96
                order    b FILLED 1/1
                """);
    }

    @Test
    void aTrailingStopFollowsTheBestPriceAndNeverTurnsBack() {
        Script.run("""
                quote    100 101 100
                sell     a 1 TRAILING_STOP 95 5
                trade    103 1 buy
                terms    a - 98
                trade    101 1 sell
                terms    a - 98
                quote    97 98 98
                order    a FILLED 1/1
                """);
    }

    @Test
    void aTrailingStopLimitKeepsItsDistance() {
        Script.run("""
                quote    100 101 100
                buy      a 1 TRAILING_STOP_LIMIT 107 106 5
                trade    97 1 sell
                terms    a 103 102
                """);
    }

    @Test
    void changes() {
        Script.run("""
                depth    4
                quote    100 101 100
                buy      a 5 LIMIT 100
                trade    100 4 sell
                # fewer contracts keep the place in the queue
                change   a 3 LIMIT 100
                trade    100 1 sell
                order    a WORKING 1/3
                # more lose it: 4 stand ahead again
                change   a 6 LIMIT 100
                trade    100 4 sell
                order    a WORKING 1/6
                trade    100 1 sell
                order    a WORKING 2/6
                # no more than it has: done
                change   a 2 LIMIT 100
                order    a FILLED 2/2
                change   a 3 LIMIT 100   ! ORDER_TERMINAL
                cancel   a               ! ORDER_TERMINAL
                """);
    }

    @Test
    void aChangedPriceMayTrade() {
        Script.run("""
                quote    100 101 100
                buy      a 1 LIMIT 90
                change   a 1 LIMIT 101
                order    a FILLED 1/1
                """);
    }

    @Test
    void goodTillDateEnds() {
        Script.run("""
                quote    100 101 100
                buy      a 1 LIMIT 90 GTD=10
                wait     9
                order    a WORKING 0/1
                wait     1
                order    a EXPIRED 0/1
                """);
    }

    @Test
    void withoutAMarketAnOrderWaitsForOne() {
        Script.run("""
                buy      a 1 MARKET blind
                order    a PENDING_NEW 0/1
                change   a 2 MARKET      ! COMMAND_PENDING
                quote    100 101 100
                order    a FILLED 1/1
                buy      b 1 MARKET blind
                cancel   b
                order    b CANCELED 0/1
                """);
    }

    @Test
    void refusals() {
        Script.run("""
                quote    100 101 100
                buy      a 0 MARKET                     ! INVALID_QUANTITY
                buy      a 1001 MARKET                  ! MAX_ORDER_QUANTITY
                buy      a 1 LIMIT 9999                 ! INVALID_PRICE
                sell     a 1 STOP 100                   ! WRONG_SIDE
                buy      a 1 STOP 101                   ! WRONG_SIDE
                sell     a 1 MIT 100                    ! WRONG_SIDE
                buy      a 1 LIMIT 90 GTD=0             ! INVALID_EXPIRY
                buy      a 101 LIMIT 90                 ! INSUFFICIENT_MARGIN
                reduce   1                              ! NO_POSITION
                # 100 lots of margin are there for 100 orders; the other side is free
                buy      a 100 LIMIT 90
                buy      b 1 LIMIT 90                   ! INSUFFICIENT_MARGIN
                sell     c 100 LIMIT 110
                sell     d 1 LIMIT 110                  ! INSUFFICIENT_MARGIN
                """);
    }

    /** Once a fill of no contracts: the rest of a sweep met a quote without sizes when its position was gone. */
    @Test
    void theRestOfAReducingSweepEndsWhenThereIsNothingToReduce() {
        Script.run("""
                quote    100 101 100
                buy      a 3 MARKET
                depth    1
                sell     r 3 LIMIT 100 reduce
                order    r WORKING 1/3
                depth    10
                sell     x 2 MARKET
                position 0 0
                depth
                quote    100 101 100
                order    r CANCELED 1/3
                """);
    }
}
