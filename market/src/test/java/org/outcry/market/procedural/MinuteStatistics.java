package org.outcry.market.procedural;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The facts that need only minutes: distribution and memory of returns, the shape of the day, jumps, volume against
 * volatility. Days are weekdays from 17:00 to 16:00 Chicago; prices are mids in ticks.
 */
final class MinuteStatistics {
    private static final int DAY = MarketLab.MINUTES;
    private static final int OPEN = 930;
    private static final int CLOSE = 1320;
    private static final int RELEASE = 870;

    private final int days;
    /** Log mid at the start of each minute of each day, one more for the end. */
    private final double[][] mids;

    private final double[][] volume;
    /** Close of the day before to the close of the day, and the clock's mean of it. */
    private final double[] daily;

    MinuteStatistics(MarketLab lab, LocalDate from, int days) {
        this.days = days;
        mids = new double[days][DAY + 1];
        volume = new double[days][DAY];
        daily = new double[days];
        Edges edges = new Edges(lab.model, lab.clocks);
        LocalDate date = from;
        for (int day = 0; day < days; day++) {
            long first = MarketLab.firstMinute(date);
            long before = 0;
            for (int m = 0; m <= DAY; m++) {
                edges.moveTo(first + m);
                mids[day][m] = Math.log(Math.floor(edges.price()) + 0.5);
                if (m > 0) {
                    volume[day][m - 1] = edges.trades() - before;
                }
                before = edges.trades();
            }
            daily[day] = mids[day][DAY] - (day == 0 ? mids[0][0] : mids[day - 1][DAY]);
            date = MarketLab.next(date);
        }
    }

    /** Returns over {@code step} minutes; deseasonalised ones are divided by the deviation of their time of day. */
    private double[] returns(int step, boolean deseasonalised, boolean withReleases) {
        int bins = DAY / step;
        double[][] r = new double[days][bins];
        double[] scale = new double[bins];
        for (int day = 0; day < days; day++) {
            for (int bin = 0; bin < bins; bin++) {
                r[day][bin] = mids[day][(bin + 1) * step] - mids[day][bin * step];
                scale[bin] += r[day][bin] * r[day][bin] / days;
            }
        }
        List<double[]> parts = new ArrayList<>();
        for (int day = 0; day < days; day++) {
            double[] part = new double[bins];
            int count = 0;
            for (int bin = 0; bin < bins; bin++) {
                int minute = bin * step;
                boolean release = (minute >= RELEASE && minute < RELEASE + 25) || (minute >= 1200 && minute < 1230);
                if (withReleases || !release) {
                    part[count++] = deseasonalised ? r[day][bin] / Math.sqrt(scale[bin]) : r[day][bin];
                }
            }
            parts.add(Arrays.copyOf(part, count));
        }
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        double[] one = returns(1, true, true);
        double[] five = returns(5, true, true);
        double[] quiet = returns(1, true, false);
        rows.add(new Row("1 kurtosis 1 min raw", Sample.kurtosis(returns(1, false, true)), 15, 250));
        rows.add(new Row("2 kurtosis 1 min deseasonalised", Sample.kurtosis(quiet), 8, 35));
        double kurt5 = Sample.kurtosis(five);
        rows.add(new Row("3 kurtosis 5 min", kurt5, 7, 30));
        rows.add(new Row("4 kurtosis 1 day", Sample.kurtosis(daily), 4, 15));
        rows.add(new Row("5 Hill 1 % 1 min", Sample.hill(one, 0.01), 2.7, 4.5));
        rows.add(new Row("5 Hill 1 % 5 min", Sample.hill(five, 0.01), 2.7, 4.5));
        rows.add(new Row("6 Hill 5 % 1 day", Sample.hill(daily, 0.05), 2.8, 5.5));
        for (int lag : new int[] {1, 2, 5}) {
            rows.add(new Row("7 acf r 1 min lag " + lag, Sample.autocorrelation(one, lag), -0.02, 0.02));
            rows.add(new Row("7 acf r 5 min lag " + lag, Sample.autocorrelation(five, lag), -0.02, 0.02));
            rows.add(new Row("7 acf r 1 day lag " + lag, Sample.autocorrelation(daily, lag), -0.08, 0.08));
        }
        double[] abs1 = Sample.absolute(one);
        rows.add(new Row("8 acf |r| 1 min lag 1", Sample.autocorrelation(abs1, 1), 0.25, 0.45));
        rows.add(new Row("8 acf |r| 1 min lag 60", Sample.autocorrelation(abs1, 60), 0.15, 0.35));
        rows.add(new Row("8 acf |r| 1 min lag 390", Sample.autocorrelation(abs1, 390), 0.10, 0.28));
        rows.add(new Row("8 acf |r| 1 min lag 1 day", Sample.autocorrelation(abs1, DAY), 0.06, 0.22));
        double[] abs5 = Sample.absolute(five);
        rows.add(new Row("9 acf |r| 5 min lag 1", Sample.autocorrelation(abs5, 1), 0.22, 0.45));
        rows.add(new Row("9 acf |r| 5 min lag 78", Sample.autocorrelation(abs5, 78), 0.10, 0.28));
        rows.add(new Row("9 acf |r| 5 min lag 276", Sample.autocorrelation(abs5, 276), 0.06, 0.22));
        double[] absDay = Sample.absolute(daily);
        rows.add(new Row("10 acf |r| 1 day lag 1", Sample.autocorrelation(absDay, 1), 0.10, 0.35));
        rows.add(new Row("10 acf |r| 1 day lag 5", Sample.autocorrelation(absDay, 5), 0.05, 0.25));
        rows.add(new Row("10 acf |r| 1 day lag 20", Sample.autocorrelation(absDay, 20), 0.00, 0.18));
        rows.add(new Row("10 acf |r| 1 day lag 100", Sample.autocorrelation(absDay, 100), -0.05, 0.12));
        rows.add(decay(abs5));
        rows.add(diffusion());
        spread(rows);
        shape(rows);
        jumps(rows);
        volumes(rows);
        return rows;
    }

    private static Row decay(double[] abs5) {
        int[] lags = {1, 2, 4, 8, 16, 32, 64, 128, 276};
        double[] x = Arrays.stream(lags).mapToDouble(Math::log).toArray();
        double[] y = Arrays.stream(lags)
                .mapToDouble(lag -> Math.log(Math.max(1e-4, Sample.autocorrelation(abs5, lag))))
                .toArray();
        return new Row("11 decay of acf |r| 5 min", Sample.slope(x, y), -0.40, -0.10);
    }

    private Row diffusion() {
        int[] steps = {1, 2, 5, 10, 15, 30};
        double[] x = Arrays.stream(steps).mapToDouble(Math::log).toArray();
        double[] y = Arrays.stream(steps)
                .mapToDouble(step -> 2 * Math.log(Sample.rootMeanSquare(returns(step, false, true))))
                .toArray();
        return new Row("12 diffusion exponent", Sample.slope(x, y), 0.97, 1.03);
    }

    private void spread(List<Row> rows) {
        double[] realised = new double[days];
        for (int day = 0; day < days; day++) {
            for (int m = 0; m + 5 <= DAY; m += 5) {
                double r = mids[day][m + 5] - mids[day][m];
                realised[day] += r * r;
            }
        }
        double mean = Math.sqrt(Sample.mean(realised));
        rows.add(new Row("13 quiet day over mean", Math.sqrt(Sample.quantile(realised, 0.05)) / mean, 0.25, 0.55));
        rows.add(new Row("13 wild day over mean", Math.sqrt(Sample.quantile(realised, 0.95)) / mean, 1.5, 2.3));
    }

    private void shape(List<Row> rows) {
        double[] square = new double[DAY];
        double[] lots = new double[DAY];
        for (int day = 0; day < days; day++) {
            for (int m = 0; m < DAY; m++) {
                double r = mids[day][m + 1] - mids[day][m];
                square[m] += r * r / days;
                lots[m] += volume[day][m] / days;
            }
        }
        double noon = Math.sqrt(mean(square, OPEN + 150, OPEN + 240));
        rows.add(new Row("15 first 5 min over noon", Math.sqrt(mean(square, OPEN, OPEN + 5)) / noon, 1.6, 3.0));
        rows.add(new Row("15 last 15 min over noon", Math.sqrt(mean(square, CLOSE - 15, CLOSE)) / noon, 1.2, 2.0));
        double regular = mean(lots, OPEN, CLOSE);
        rows.add(new Row("16 volume first 30 min", mean(lots, OPEN, OPEN + 30) / regular, 1.6, 2.8));
        rows.add(new Row("16 volume 12..13", mean(lots, OPEN + 150, OPEN + 210) / regular, 0.5, 0.85));
        rows.add(new Row("16 volume last 30 min", mean(lots, CLOSE - 30, CLOSE) / regular, 1.1, 2.2));
        rows.add(new Row("17 overnight variance", share(square), 0.22, 0.42));
        rows.add(new Row("18 overnight volume", share(lots), 0.08, 0.25));
        double[] gaps = new double[days - 1];
        int filled = 0;
        for (int day = 1; day < days; day++) {
            double before = mids[day - 1][CLOSE];
            gaps[day - 1] = Math.abs(mids[day][OPEN] - before);
            boolean above = mids[day][OPEN] > before;
            for (int m = OPEN; m <= CLOSE; m++) {
                if (above ? mids[day][m] <= before : mids[day][m] >= before) {
                    filled++;
                    break;
                }
            }
        }
        double sd = Sample.deviation(daily);
        rows.add(new Row("19 median gap", Sample.median(gaps) / sd, 0.20, 0.45));
        rows.add(new Row("19 large gap", Sample.quantile(gaps, 0.95) / sd, 0.9, 1.6));
        rows.add(new Row("20 gaps filled", filled / (double) (days - 1), 0.55, 0.80));
    }

    private static double share(double[] x) {
        return mean(x, 0, OPEN) * OPEN / (mean(x, 0, DAY) * DAY);
    }

    private static double mean(double[] x, int from, int to) {
        return Arrays.stream(x, from, to).average().orElse(0);
    }

    /** Scaled by the median of their time of day, so that a third of days with a release do not hide it. */
    private double[] robust(int step) {
        int bins = DAY / step;
        double[] r = new double[days * bins];
        for (int bin = 0; bin < bins; bin++) {
            double[] column = new double[days];
            for (int day = 0; day < days; day++) {
                column[day] = mids[day][(bin + 1) * step] - mids[day][bin * step];
            }
            double scale = Sample.median(Sample.absolute(column));
            for (int day = 0; day < days; day++) {
                r[day * bins + bin] = column[day] / scale;
            }
        }
        return r;
    }

    private void jumps(List<Row> rows) {
        double[] r = robust(5);
        int perDay = DAY / 5;
        int jumps = 0;
        int large = 0;
        int nearNews = 0;
        boolean[] jumpDay = new boolean[days];
        for (int i = 156; i < r.length; i++) {
            double bipower = 0;
            for (int k = i - 155; k < i; k++) {
                bipower += Math.abs(r[k]) * Math.abs(r[k - 1]) / 155;
            }
            double statistic = Math.abs(r[i]) / Math.sqrt(Math.PI / 2 * bipower);
            if (statistic > 4.6) {
                jumps++;
                jumpDay[i / perDay] = true;
            }
            if (statistic > 5.5) {
                large++;
                int minute = i % perDay * 5;
                nearNews += minute == RELEASE || minute == 1200 ? 1 : 0;
            }
        }
        double jumpDays = 0;
        for (boolean jumped : jumpDay) {
            jumpDays += jumped ? 1.0 / days : 0;
        }
        rows.add(new Row("22 jumps a day", jumps / (double) days, 0.1, 1.0));
        rows.add(new Row("22 jump days", jumpDays, 0.10, 0.50));
        rows.add(new Row("23 jumps near releases", nearNews / (double) Math.max(1, large), 0.15, 0.75));
        double jumpShare = 0;
        for (int day = 0; day < days; day++) {
            double realised = 0;
            double bipower = 0;
            for (int i = 1; i < perDay; i++) {
                double now = r[day * perDay + i];
                realised += now * now;
                bipower += Math.PI / 2 * Math.abs(now) * Math.abs(r[day * perDay + i - 1]);
            }
            jumpShare += Math.max(0, 1 - bipower / realised) / days;
        }
        rows.add(new Row("25 jump share", jumpShare, 0.03, 0.15));
    }

    private void volumes(List<Row> rows) {
        double[] pooledMoves = new double[days * (CLOSE - OPEN)];
        double[] pooledVolume = new double[days * (CLOSE - OPEN)];
        double[] inside = new double[days];
        for (int day = 0; day < days; day++) {
            int at = day * (CLOSE - OPEN);
            for (int m = OPEN; m < CLOSE; m++) {
                pooledMoves[at + m - OPEN] = Math.abs(mids[day][m + 1] - mids[day][m]);
                pooledVolume[at + m - OPEN] = volume[day][m];
            }
            inside[day] = Sample.correlation(
                    Arrays.copyOfRange(pooledMoves, at, at + CLOSE - OPEN),
                    Arrays.copyOfRange(pooledVolume, at, at + CLOSE - OPEN));
        }
        rows.add(new Row("47 |r| and volume, pooled", Sample.correlation(pooledMoves, pooledVolume), 0.35, 0.75));
        rows.add(new Row("47 |r| and volume, inside days", Sample.median(inside), 0.2, 0.6));
    }
}
