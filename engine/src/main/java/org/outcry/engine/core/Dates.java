package org.outcry.engine.core;

/** Arithmetic on session dates written {@code yyyymmdd}. */
final class Dates {
    private Dates() {}

    static boolean valid(int date) {
        int month = date / 100 % 100;
        int day = date % 100;
        return date >= 1970_01_01 && date <= 9999_12_31 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    /** Weeks run Monday to Sunday; the number only serves to compare. */
    static long week(int date) {
        // 1970-01-01 was a Thursday, three days after a Monday.
        return Math.floorDiv(epochDay(date) + 3, 7);
    }

    /** Days since 1970-01-01 in the Gregorian calendar. */
    static long epochDay(int date) {
        int year = date / 10_000;
        int month = date / 100 % 100;
        int day = date % 100;
        // Years that start in March put the leap day last.
        long y = month <= 2 ? year - 1L : year;
        long era = Math.floorDiv(y, 400);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
