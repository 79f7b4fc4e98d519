package org.outcry.brokerage.people;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Dates of subscriptions: in Chicago, and from 17:00 there the next day has begun. */
final class Days {
    private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    private static final int SESSION_HOUR = 17;
    private static final long NANOS = 1_000_000_000L;

    private Days() {}

    static LocalDate date(long nanos) {
        ZonedDateTime there = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS)).atZone(CHICAGO);
        LocalDate date = there.toLocalDate();
        return there.getHour() >= SESSION_HOUR ? date.plusDays(1) : date;
    }

    static int today(long nanos) {
        return number(date(nanos));
    }

    static int number(LocalDate date) {
        return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    }

    /** When what a plan gives ends. */
    static LocalDate after(LocalDate start, ObjectNode plan) {
        int duration = Math.max(1, plan.path("duration").asInt());
        return switch (plan.path("durationUnits").asText()) {
            case "Week" -> start.plusWeeks(duration);
            case "Quarter" -> start.plusMonths(3L * duration);
            case "Year" -> start.plusYears(duration);
            case "Lifetime" -> start.plusYears(100);
            default -> start.plusMonths(duration);
        };
    }
}
