package org.outcry.market.procedural;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.engine.value.Side;
import org.outcry.engine.value.Trade;
import org.outcry.market.MarketData.MarketEvents;

/** The facts that need quotes, trades and depth: regular sessions of one contract, on a grid of 125 ms. */
final class EventStatistics {
    private static final int OPEN = 930;
    private static final int CLOSE = 1320;
    private static final long GRID = 125_000_000L;
    private static final int CELLS = (CLOSE - OPEN) * 480;

    private final List<double[]> mids = new ArrayList<>();
    private final List<double[]> flows = new ArrayList<>();
    private final List<double[]> counts = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final double[][] touch;
    private final double[] imbalanceUp = new double[10];
    private final double[] imbalanceMoves = new double[10];
    private long oneTick;
    private long quotes;
    private double levelFour;
    private double levelOne;

    /** Trades of one session in order. */
    private static final class Session {
        final List<Trade> trades = new ArrayList<>();
        final List<Double> midBefore = new ArrayList<>();
    }

    EventStatistics(MarketLab lab, LocalDate from, int days) {
        touch = new double[days][];
        DepthModel depth = new DepthModel(lab.model);
        LocalDate date = from;
        for (int day = 0; day < days; day++) {
            read(lab, depth, MarketLab.firstMinute(date), day);
            date = MarketLab.next(date);
        }
    }

    private void read(MarketLab lab, DepthModel depth, long first, int day) {
        double[] mid = new double[CELLS];
        double[] flow = new double[CELLS];
        double[] count = new double[CELLS];
        Session session = new Session();
        List<Double> sizes = new ArrayList<>();
        MinuteMaker maker = new MinuteMaker(lab.model, lab.clocks);
        long start = (first + OPEN) * SeasonalClock.MINUTE_NANOS;
        Reader reader = new Reader(mid, flow, count, session, sizes, start);
        for (int m = OPEN; m < CLOSE; m++) {
            maker.moveTo(first + m);
            MinuteEvents events = new MinuteEvents(
                    lab.model,
                    depth,
                    first + m,
                    maker.make(),
                    maker.startTrades(),
                    new MinuteEvents.Before(Prices.NONE, 0, 0));
            events.forEach(0, Long.MAX_VALUE, reader);
        }
        for (int i = 1; i < CELLS; i++) {
            mid[i] = mid[i] == 0 ? mid[i - 1] : mid[i];
        }
        mids.add(mid);
        flows.add(flow);
        counts.add(count);
        sessions.add(session);
        touch[day] = sizes.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private final class Reader implements MarketEvents {
        private final double[] mid;
        private final double[] flow;
        private final double[] count;
        private final Session session;
        private final List<Double> sizes;
        private final long start;
        private double latest;
        private int decile = -1;

        Reader(double[] mid, double[] flow, double[] count, Session session, List<Double> sizes, long start) {
            this.mid = mid;
            this.flow = flow;
            this.count = count;
            this.session = session;
            this.sizes = sizes;
            this.start = start;
        }

        private int cell(long nanos) {
            return (int) ((nanos - start) / GRID);
        }

        @Override
        public void onQuote(MarketSnapshot market) {
            double now = (market.bidTicks() + market.askTicks()) / 2.0;
            if (decile >= 0 && now != latest) {
                imbalanceMoves[decile]++;
                imbalanceUp[decile] += now > latest ? 1 : 0;
            }
            latest = now;
            mid[cell(market.sequence())] = now;
            quotes++;
            oneTick += market.askTicks() - market.bidTicks() == 1 ? 1 : 0;
            double bid = market.bids().size(0);
            double ask = market.asks().size(0);
            decile = (int) Math.min(9, 5 + 5 * (bid - ask) / (bid + ask));
            sizes.add((bid + ask) / 2);
            levelOne += bid + ask;
            levelFour += (market.bids().size(2)
                            + market.bids().size(3)
                            + market.bids().size(4)
                            + market.bids().size(5)
                            + market.asks().size(2)
                            + market.asks().size(3)
                            + market.asks().size(4)
                            + market.asks().size(5))
                    / 4.0;
        }

        @Override
        public void onTrade(Trade trade, MarketSnapshot market) {
            int cell = cell(trade.sequence());
            flow[cell] += trade.size() * trade.aggressor().sign();
            count[cell]++;
            session.trades.add(trade);
            session.midBefore.add(latest);
        }
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("26 share of one tick spread", oneTick / (double) quotes, 0.95, 1));
        double[] all = Arrays.stream(touch).flatMapToDouble(Arrays::stream).toArray();
        rows.add(new Row("28 touch size", Sample.median(all), 20, 150));
        rows.add(new Row(
                "29 log deviation of touch",
                Sample.deviation(Arrays.stream(all).map(Math::log).toArray()),
                0.4,
                0.9));
        rows.add(new Row("31 hump", levelFour / levelOne, 1.1, 3.0));
        rows.add(new Row("33 imbalance, lowest decile", imbalanceUp[0] / imbalanceMoves[0], 0.15, 0.35));
        rows.add(new Row("33 imbalance, highest decile", imbalanceUp[9] / imbalanceMoves[9], 0.65, 0.85));
        rows.add(new Row("34 continuations", continuation(), 0.10, 0.50));
        rows.add(new Row("35 signature 1 s over 60 s", variance(8) * 60 / variance(480), 1.0, 1.3));
        sizes(rows);
        rows.add(new Row("39 clustering of trades 60 s", branching(480), 0.80, 0.98));
        rows.add(new Row("39 clustering of trades 1 s", branching(8), 0.3, 0.98));
        rows.add(new Row("40 clustering of mid changes 60 s", branchingOfMids(480), 0.5, 0.9));
        waiting(rows);
        signs(rows);
        responses(rows);
        flows(rows);
        return rows;
    }

    private double continuation() {
        double continued = 0;
        double alternated = 0;
        for (double[] mid : mids) {
            double last = 0;
            for (int i = 1; i < CELLS; i++) {
                double move = Math.signum(mid[i] - mid[i - 1]);
                if (move != 0) {
                    continued += last * move > 0 ? 1 : 0;
                    alternated += last * move < 0 ? 1 : 0;
                    last = move;
                }
            }
        }
        return continued / (2 * alternated);
    }

    private double variance(int cells) {
        double sum = 0;
        double n = 0;
        for (double[] mid : mids) {
            for (int i = cells; i < CELLS; i += cells) {
                sum += (mid[i] - mid[i - cells]) * (mid[i] - mid[i - cells]);
                n++;
            }
        }
        return sum / n;
    }

    private void sizes(List<Row> rows) {
        double n = 0;
        double lots = 0;
        double ones = 0;
        double ten = 0;
        double fifty = 0;
        double[] of = new double[2000];
        for (Session session : sessions) {
            for (Trade trade : session.trades) {
                n++;
                lots += trade.size();
                ones += trade.size() == 1 ? 1 : 0;
                ten += trade.size() >= 10 ? trade.size() : 0;
                fifty += trade.size() >= 50 ? trade.size() : 0;
                of[Math.min(of.length - 1, trade.size())]++;
            }
        }
        rows.add(new Row("36 mean size", lots / n, 2, 6));
        rows.add(new Row("36 one-lots", ones / n, 0.40, 0.70));
        rows.add(new Row("37 volume in trades of 10", ten / lots, 0.3, 0.65));
        rows.add(new Row("37 volume in trades of 50", fifty / lots, 0.05, 0.30));
        rows.add(new Row("38 tens over nines", of[10] / of[9], 2, 6));
        rows.add(new Row("38 fifties over forty-nines", of[50] / Math.max(1, of[49]), 5, 20));
        rows.add(new Row("38 hundreds over ninety-nines", of[100] / Math.max(1, of[99]), 8, 30));
    }

    private double branching(int cells) {
        List<double[]> series = counts;
        return branching(series, cells);
    }

    private double branchingOfMids(int cells) {
        List<double[]> changes = new ArrayList<>();
        for (double[] mid : mids) {
            double[] changed = new double[CELLS];
            for (int i = 1; i < CELLS; i++) {
                changed[i] = mid[i] != mid[i - 1] ? 1 : 0;
            }
            changes.add(changed);
        }
        return branching(changes, cells);
    }

    /** Midday, session by session, median. */
    private static double branching(List<double[]> series, int cells) {
        double[] ratios = new double[series.size()];
        for (int s = 0; s < ratios.length; s++) {
            double[] x = series.get(s);
            List<Double> windows = new ArrayList<>();
            for (int i = 150 * 480; i + cells <= 270 * 480; i += cells) {
                windows.add(Arrays.stream(x, i, i + cells).sum());
            }
            double[] w = windows.stream().mapToDouble(Double::doubleValue).toArray();
            double sd = Sample.deviation(w);
            ratios[s] = 1 - Math.sqrt(Sample.mean(w) / (sd * sd));
        }
        return Sample.median(ratios);
    }

    private void waiting(List<Row> rows) {
        double[] ratios = new double[sessions.size()];
        for (int s = 0; s < ratios.length; s++) {
            List<Trade> trades = sessions.get(s).trades;
            double[] gaps = new double[trades.size() - 1];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = trades.get(i + 1).sequence() - trades.get(i).sequence();
            }
            ratios[s] = Sample.deviation(gaps) / Sample.mean(gaps);
        }
        rows.add(new Row("41 waiting times", Sample.median(ratios), 1.5, 5));
    }

    private void signs(List<Row> rows) {
        int[] lags = {1, 10, 30, 100, 300, 1000};
        double[] acf = new double[lags.length];
        double bounce = 0;
        double roll = 0;
        for (Session session : sessions) {
            double[] signs = session.trades.stream()
                    .mapToDouble(trade -> trade.aggressor() == Side.BUY ? 1 : -1)
                    .toArray();
            for (int i = 0; i < lags.length; i++) {
                acf[i] += Sample.autocorrelation(signs, lags[i]) / sessions.size();
            }
            double[] changes = new double[signs.length - 1];
            for (int i = 0; i < changes.length; i++) {
                changes[i] = session.trades.get(i + 1).priceTicks()
                        - session.trades.get(i).priceTicks();
            }
            double first = Sample.autocorrelation(changes, 1);
            double sd = Sample.deviation(changes);
            bounce += first / sessions.size();
            roll += 2 * Math.sqrt(Math.max(0, -first * sd * sd)) / sessions.size();
        }
        rows.add(new Row("42 acf of signs lag 1", acf[0], 0.15, 0.5));
        rows.add(new Row("42 acf of signs lag 10", acf[1], 0.08, 0.3));
        rows.add(new Row("42 acf of signs lag 100", acf[3], 0.02, 0.12));
        double[] x = new double[lags.length - 1];
        double[] y = new double[lags.length - 1];
        for (int i = 1; i < lags.length; i++) {
            x[i - 1] = Math.log(lags[i]);
            y[i - 1] = Math.log(Math.max(1e-4, acf[i]));
        }
        rows.add(new Row("42 decay of sign memory", -Sample.slope(x, y), 0.35, 0.8));
        rows.add(new Row("43 bounce", bounce, -0.48, -0.20));
        rows.add(new Row("43 Roll over quoted spread", roll, 0.6, 1.0));
    }

    private void responses(List<Row> rows) {
        int[] lags = {1, 100, 1000};
        double[] sums = new double[lags.length];
        double[] n = new double[lags.length];
        for (Session session : sessions) {
            for (int i = 0; i < session.trades.size(); i++) {
                for (int k = 0; k < lags.length; k++) {
                    if (i + lags[k] < session.trades.size()) {
                        double move = session.midBefore.get(i + lags[k]) - session.midBefore.get(i);
                        sums[k] += session.trades.get(i).aggressor().sign() * move;
                        n[k]++;
                    }
                }
            }
        }
        rows.add(new Row("44 response 1", sums[0] / n[0], 0, 0.15));
        rows.add(new Row("44 response 100", sums[1] / n[1], 0.1, 0.5));
        rows.add(new Row("44 response 1000", sums[2] / n[2], -0.1, 0.5));
    }

    private void flows(List<Row> rows) {
        rows.add(new Row("45 flow and move 1 min", flowCorrelation(480, 0), 0.45, 0.85));
        for (int cells : new int[] {40, 80, 480}) {
            rows.add(new Row("48 leak " + cells / 8 + " s", Math.abs(flowCorrelation(cells, cells)), 0, 0.05));
        }
        for (int cells : new int[] {1, 4, 8}) {
            rows.add(new Row("48 leak " + cells * 125 + " ms", Math.abs(flowCorrelation(cells, cells)), 0, 0.12));
        }
    }

    /** Signed volume of a window against the move of the window {@code ahead} cells later. */
    private double flowCorrelation(int cells, int ahead) {
        List<double[]> pairs = windows(cells, ahead);
        return Sample.correlation(
                pairs.stream().mapToDouble(p -> p[0]).toArray(),
                pairs.stream().mapToDouble(p -> p[1]).toArray());
    }

    private List<double[]> windows(int cells, int ahead) {
        List<double[]> pairs = new ArrayList<>();
        for (int s = 0; s < mids.size(); s++) {
            double[] mid = mids.get(s);
            double[] flow = flows.get(s);
            for (int i = cells; i + ahead + cells < CELLS; i += cells) {
                double signed = Arrays.stream(flow, i, i + cells).sum();
                // The mid just before the window's first cell ends the cell before it.
                pairs.add(new double[] {signed, mid[i + ahead + cells - 1] - mid[i + ahead - 1]});
            }
        }
        return pairs;
    }

    /** What following the strongest flow for one window more would have brought, each time, in ticks. */
    double[] gains(int cells, double share) {
        List<double[]> pairs = windows(cells, cells);
        double limit =
                Sample.quantile(pairs.stream().mapToDouble(p -> Math.abs(p[0])).toArray(), 1 - share);
        return pairs.stream()
                .filter(p -> Math.abs(p[0]) > limit)
                .mapToDouble(p -> Math.signum(p[0]) * p[1])
                .toArray();
    }
}
