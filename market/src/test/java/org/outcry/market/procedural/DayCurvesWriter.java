package org.outcry.market.procedural;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code day-curves.csv}: run once by hand when a shape changes, then raise the generator version. It uses
 * {@code exp}, which is why its result is kept as integers.
 *
 * <p>A regular session has an opening burst, a closing pick-up and a small bowl between; the night has a bump when Europe
 * opens (02:00 to 03:30 Chicago) and one before 08:00. Shares of night, regular and late hours are set per shape.
 */
final class DayCurvesWriter {
    private static final int MINUTES = 1440;
    private static final int TOTAL = 1 << DayCurves.TOTAL_SHIFT;
    private static final int MAINTENANCE_START = 1380;

    private DayCurvesWriter() {}

    public static void main(String[] args) throws IOException {
        StringBuilder text =
                new StringBuilder("# shape, what, then 1440 weights from 17:00 Chicago; each line sums to 2^18\n");
        for (DayShape shape : DayShape.values()) {
            append(text, shape, "variance", weights(shape, true));
            append(text, shape, "volume", weights(shape, false));
        }
        Files.writeString(Path.of(args[0]), text);
    }

    private static void append(StringBuilder text, DayShape shape, String what, int[] weights) {
        text.append(shape).append(',').append(what);
        for (int weight : weights) {
            text.append(',').append(weight);
        }
        text.append('\n');
    }

    /** Open and close of the regular session in minutes since 17:00, and the shares of the night and of late hours. */
    private record Shares(int open, int close, double night, double late, double europe) {}

    private static Shares shares(DayShape shape, boolean variance) {
        return switch (shape) {
            case EQUITY -> variance ? new Shares(930, 1320, 0.28, 0.025, 0.8) : new Shares(930, 1320, 0.14, 0.02, 0.8);
            case ENERGY -> variance ? new Shares(900, 1230, 0.36, 0.08, 0.8) : new Shares(900, 1230, 0.22, 0.06, 0.8);
            case METAL -> variance ? new Shares(860, 1170, 0.40, 0.14, 0.9) : new Shares(860, 1170, 0.30, 0.10, 0.9);
            case CURRENCY -> variance ? new Shares(860, 1260, 0.46, 0.06, 1.6) : new Shares(860, 1260, 0.38, 0.05, 1.6);
            case RATE -> variance ? new Shares(860, 1260, 0.30, 0.05, 0.8) : new Shares(860, 1260, 0.20, 0.03, 0.8);
            case GRAIN -> variance ? new Shares(930, 1220, 0.22, 0.01, 0.2) : new Shares(930, 1220, 0.15, 0.01, 0.2);
            case LIVESTOCK ->
                variance ? new Shares(930, 1205, 0.20, 0.02, 0.1) : new Shares(930, 1205, 0.10, 0.01, 0.1);
            case CRYPTO -> variance ? new Shares(930, 1320, 0.50, 0.05, 0.5) : new Shares(930, 1320, 0.42, 0.05, 0.5);
        };
    }

    private static int[] weights(DayShape shape, boolean variance) {
        Shares s = shares(shape, variance);
        double[] density = new double[MINUTES];
        fill(density, 0, s.open, s.night, m -> night(m, s));
        fill(density, s.open, s.close, 1 - s.night - s.late, m -> regular(m - s.open, s.close - s.open, variance));
        fill(density, s.close, MAINTENANCE_START, s.late, m -> 1);
        double quiet = 0;
        for (int m = 0; m < DayCurves.OVERNIGHT_MINUTES; m++) {
            quiet += density[m] / DayCurves.OVERNIGHT_MINUTES;
        }
        for (int m = MAINTENANCE_START; m < MINUTES; m++) {
            density[m] = quiet / 2;
        }
        return integers(density);
    }

    private interface Density {
        double at(int minute);
    }

    private static void fill(double[] density, int from, int to, double share, Density shape) {
        double sum = 0;
        for (int m = from; m < to; m++) {
            density[m] = shape.at(m);
            sum += density[m];
        }
        for (int m = from; m < to; m++) {
            density[m] *= share / sum;
        }
    }

    private static double night(int minute, Shares s) {
        double europe = bump(minute, 630, 70) * s.europe * 1.6;
        double evening = bump(minute, 120, 60) * 0.35;
        double before = bump(minute, 910, 25) * 0.9;
        double opening = Math.exp(-minute / 12.0) * 0.8;
        return 0.6 + europe + evening + before + opening;
    }

    private static double regular(int minute, int length, boolean variance) {
        double open = (variance ? 2.6 : 1.9) * Math.exp(-minute / (variance ? 35.0 : 45.0));
        double close = (variance ? 1.2 : 1.5) * Math.exp(-(length - 1 - minute) / (variance ? 22.0 : 20.0));
        double middle = (2.0 * minute / length - 1) * (2.0 * minute / length - 1) * 0.25;
        return 1 + open + close + middle;
    }

    private static double bump(double minute, double centre, double width) {
        double z = (minute - centre) / width;
        return Math.exp(-z * z / 2);
    }

    /** Rounds to integers of the exact total by carrying the remainder along. */
    private static int[] integers(double[] density) {
        double sum = 0;
        for (double d : density) {
            sum += d;
        }
        int[] weights = new int[density.length];
        double cumulative = 0;
        long given = 0;
        for (int m = 0; m < density.length; m++) {
            cumulative += density[m] / sum * TOTAL;
            weights[m] = (int) (Math.round(cumulative) - given);
            given += weights[m];
        }
        weights[density.length - 1] += (int) (TOTAL - given);
        return weights;
    }
}
