package org.outcry.market.procedural;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of an average day for each kind of product: how variance and volume spread over the 1,440 minutes from 17:00
 * Chicago. Read from a table of integers, because machines disagree about the last bit of {@code exp}. Immutable.
 */
final class DayCurves {
    /** Every curve sums to 2^18. */
    static final int TOTAL_SHIFT = 18;
    /** 17:00 to 08:30 Chicago: what counts as night when its density is wanted. */
    static final int OVERNIGHT_MINUTES = 930;

    private static final String RESOURCE = "day-curves.csv";

    private final Map<String, int[]> curves;

    private DayCurves(Map<String, int[]> curves) {
        this.curves = curves;
    }

    static DayCurves load() {
        Map<String, int[]> curves = new TreeMap<>();
        try (InputStream in = DayCurves.class.getResourceAsStream(RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.startsWith("#")) {
                    String[] cells = line.split(",", -1);
                    int[] weights = new int[SeasonalClock.MINUTES_OF_DAY];
                    for (int i = 0; i < weights.length; i++) {
                        weights[i] = Integer.parseInt(cells[i + 2]);
                    }
                    curves.put(cells[0] + ' ' + cells[1], weights);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
        return new DayCurves(curves);
    }

    int[] variance(DayShape shape) {
        return curves.get(shape + " variance").clone();
    }

    int[] volume(DayShape shape) {
        return curves.get(shape + " volume").clone();
    }
}
