package org.outcry.market.calendar;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is open on one calendar day in Chicago.
 *
 * @param stretches open stretches in order; one that ends at 24:00 goes on at 00:00 of the next day if that is open
 * @param before17 session date of what trades before 17:00
 * @param from17 session date of what trades from 17:00
 */
record DayHours(List<Stretch> stretches, LocalDate before17, LocalDate from17) {
    static final int ROLL_SECOND = 17 * 3600;

    DayHours {
        stretches = List.copyOf(stretches);
    }

    LocalDate sessionDate(Stretch stretch) {
        return stretch.startSecond() >= ROLL_SECOND ? from17 : before17;
    }

    /** Seconds of the day, 0 to 86,400. */
    record Stretch(int startSecond, int endSecond) {}

    /** Reads {@code 00:00-07:45+08:30-13:20}; {@code closed} is the empty list. */
    static List<Stretch> parse(String text) {
        if (text.equals("closed")) {
            return List.of();
        }
        List<Stretch> stretches = new ArrayList<>();
        for (String part : Arrays.asList(text.split("\\+"))) {
            int dash = part.indexOf('-');
            stretches.add(new Stretch(seconds(part.substring(0, dash)), seconds(part.substring(dash + 1))));
        }
        return List.copyOf(stretches);
    }

    static int seconds(String clock) {
        int colon = clock.indexOf(':');
        return Integer.parseInt(clock.substring(0, colon)) * 3600 + Integer.parseInt(clock.substring(colon + 1)) * 60;
    }
}
