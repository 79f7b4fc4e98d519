package org.outcry.engine;

import org.junit.jupiter.api.Test;

/** Positions, averages and money. ES: one tick is $12.50, fees are $1.72 for each contract and side. */
class MoneyScenariosTest {
    @Test
    void aRoundTrip() {
        Script.run("""
                quote    100 101 100
                buy      a 2 MARKET
                position 2 202
                cash     -3.44
                quote    104 105 104
                sell     b 2 MARKET
                position 0 0
                # 2 * 3 ticks * 12.50 - 4 * 1.72
                cash     68.12
                """);
    }

    @Test
    void firstInFirstOut() {
        Script.run("""
                quote    100 101 100
                buy      a 1 MARKET
                quote    110 111 110
                buy      b 1 MARKET
                position 2 212
                quote    120 121 120
                sell     c 1 MARKET
                # the first one, bought at 101, is the one sold
                position 1 111
                # 19 * 12.50 - 3 * 1.72
                cash     232.34
                """);
    }

    @Test
    void reversing() {
        Script.run("""
                quote    100 101 100
                buy      a 2 MARKET
                quote    98 99 98
                sell     b 5 MARKET
                position -3 294
                # 2 * -3 * 12.50 - 7 * 1.72
                cash     -87.04
                """);
    }

    @Test
    void flattenCancelsAndCloses() {
        Script.run("""
                quote    100 101 100
                buy      a 3 MARKET
                buy      b 1 LIMIT 95
                sell     c 3 STOP 90
                flatten
                order    b CANCELED 0/1
                order    c CANCELED 0/3
                position 0 0
                """);
    }

    @Test
    void reducing() {
        Script.run("""
                quote    100 101 100
                sell     a 3 MARKET
                reduce   2
                position -1 100
                reduce   9
                position 0 0
                """);
    }

    @Test
    void reduceOnlyOrdersStopAtFlat() {
        Script.run("""
                quote    100 101 100
                buy      a 2 MARKET
                sell     b 5 LIMIT 100 reduce
                order    b CANCELED 2/5
                position 0 0
                """);
    }
}
