package org.outcry.engine.account;

/**
 * Highest values an account reached in its session, as seen at its fills and at every mark of a contract it holds (four a second
 * while the market moves). Micro-dollars.
 *
 * @param profitMicros realized profit of the day after fees, and open profit
 * @param netLiquidationMicros cash and open profit
 * @param openProfitMicros open profit
 */
public record Peaks(long profitMicros, long netLiquidationMicros, long openProfitMicros) {
    /** Nothing was held in this session yet. */
    public static final Peaks NONE = new Peaks(Long.MIN_VALUE, Long.MIN_VALUE, Long.MIN_VALUE);

    /** The same when none of the values is higher. */
    public Peaks raised(long profit, long netLiquidation, long openProfit) {
        return profit <= profitMicros && netLiquidation <= netLiquidationMicros && openProfit <= openProfitMicros
                ? this
                : new Peaks(
                        Math.max(profit, profitMicros),
                        Math.max(netLiquidation, netLiquidationMicros),
                        Math.max(openProfit, openProfitMicros));
    }
}
