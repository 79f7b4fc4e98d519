package org.outcry.market.procedural;

import java.util.Arrays;

/** Plain sample statistics; doubles, one thread. */
final class Sample {
    private Sample() {}

    static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(0);
    }

    static double kurtosis(double[] x) {
        double mean = mean(x);
        double second = 0;
        double fourth = 0;
        for (double v : x) {
            double d = (v - mean) * (v - mean);
            second += d;
            fourth += d * d;
        }
        return fourth * x.length / (second * second);
    }

    static double deviation(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return Math.sqrt(sum / x.length);
    }

    static double autocorrelation(double[] x, int lag) {
        double mean = mean(x);
        double product = 0;
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            square += (x[i] - mean) * (x[i] - mean);
            if (i + lag < x.length) {
                product += (x[i] - mean) * (x[i + lag] - mean);
            }
        }
        return product / square;
    }

    static double correlation(double[] x, double[] y) {
        double mx = mean(x);
        double my = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** Hill's estimate from the given share of the largest absolute values. */
    static double hill(double[] x, double share) {
        double[] sorted = absolute(x);
        Arrays.sort(sorted);
        int k = (int) (sorted.length * share);
        double limit = Math.log(sorted[sorted.length - k - 1]);
        double sum = 0;
        for (int i = sorted.length - k; i < sorted.length; i++) {
            sum += Math.log(sorted[i]) - limit;
        }
        return k / sum;
    }

    static double[] absolute(double[] x) {
        return Arrays.stream(x).map(Math::abs).toArray();
    }

    static double quantile(double[] x, double share) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }

    static double median(double[] x) {
        return quantile(x, 0.5);
    }

    static double rootMeanSquare(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(v -> v * v).average().orElse(0));
    }

    /** Least squares slope. */
    static double slope(double[] x, double[] y) {
        double mx = mean(x);
        double my = mean(y);
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
        }
        return xy / xx;
    }
}
