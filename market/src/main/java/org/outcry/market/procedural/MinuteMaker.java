package org.outcry.market.procedural;

/** Makes minutes of one contract, cheaply when asked in order: an edge is shared by the minutes on both sides. One thread. */
final class MinuteMaker {
    private final Edges edges;
    private final MinutePath path;

    private long known = Long.MIN_VALUE;
    private long theta;
    private double price;
    private long trades;

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

    /** Moves to a minute; its path is made only when there is something to see. */
    MinutePath make(long minute, boolean evenWithoutTrades) {
        if (minute != known) {
            walk(minute);
        }
        long startTheta = theta;
        double startPrice = price;
        startTrades = trades;
        walk(minute + 1);
        count = (int) (trades - startTrades);
        if (count > 0 || evenWithoutTrades) {
            path.build(minute, startPrice, price, theta - startTheta, startTrades, count);
        }
        return path;
    }

    private void walk(long minute) {
        edges.moveTo(minute);
        theta = edges.theta();
        price = edges.price();
        trades = edges.trades();
        known = minute;
    }

    /** Trades before the minute just made. */
    long startTrades() {
        return startTrades;
    }

    /** Trades in the minute just made. */
    int count() {
        return count;
    }
}
