package org.outcry.market.procedural;

/** Makes minutes of one contract, cheaply when asked in order: an edge is shared by the minutes on both sides. One thread. */
final class MinuteMaker {
    private final Edges edges;
    private final MinutePath path;

    private long known = Long.MIN_VALUE;
    private long theta;
    private double price;
    private long trades;

    private long startTheta;
    private double startPrice;
    private long startTrades;
    private int count;

    MinuteMaker(ContractModel model, FamilyClocks clocks) {
        edges = new Edges(model, clocks);
        path = new MinutePath(model);
    }

    /** Number of trades before the start of a minute. */
    long tradesBefore(long minute) {
        return minute == known ? trades : edges.trades(minute);
    }

    /** Moves to a minute without making its path. */
    void moveTo(long minute) {
        if (minute != known) {
            walk(minute);
        }
        startTheta = theta;
        startPrice = price;
        startTrades = trades;
        walk(minute + 1);
        count = (int) (trades - startTrades);
    }

    /** True when all trades of the minute moved to must lie between two prices. */
    boolean staysWithin(long low, long high) {
        return path.staysWithin(startPrice, price, theta - startTheta, low, high);
    }

    /** The path of the minute moved to. */
    MinutePath make() {
        path.build(known - 1, startPrice, price, theta - startTheta, startTrades, count);
        return path;
    }

    private void walk(long minute) {
        edges.moveTo(minute);
        theta = edges.theta();
        price = edges.price();
        trades = edges.trades();
        known = minute;
    }

    /** Trades before the minute moved to. */
    long startTrades() {
        return startTrades;
    }

    /** Trades in the minute moved to. */
    int count() {
        return count;
    }
}
