package org.outcry.market.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayTest {
    /** Observed days in order, month-day; a year may keep nine when a Saturday swallows New Year. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            1997 | 01-01 02-17 03-28 05-26 07-04 09-01 11-27 12-25
            2021 | 01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24
            2022 | 01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26
            2023 | 01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25
            2025 | 01-01 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25
            2026 | 01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25
            2027 | 01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24
            2028 | 01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25
            """)
    void holidays(int year, String days) {
        List<String> found = new ArrayList<>();
        for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
            if (Holiday.on(day).isPresent()) {
                found.add(day.toString().substring(5));
            }
        }
        assertEquals(days, String.join(" ", found));
    }

    @Test
    void columbusAndVeteransDayAreBusinessDays() {
        assertEquals(true, BusinessDays.contains(LocalDate.of(2026, 10, 12)));
        assertEquals(true, BusinessDays.contains(LocalDate.of(2026, 11, 11)));
    }

    @Test
    void countingBusinessDays() {
        // Wednesday 25 November 2026 is the third last business day before Thanksgiving's month ends: 25, 27, 30.
        assertEquals(LocalDate.of(2026, 11, 25), BusinessDays.nthLast(java.time.YearMonth.of(2026, 11), 3));
        assertEquals(LocalDate.of(2027, 1, 4), BusinessDays.nth(java.time.YearMonth.of(2027, 1), 1));
        assertEquals(LocalDate.of(2026, 11, 27), BusinessDays.after(LocalDate.of(2026, 11, 25)));
        assertEquals(LocalDate.of(2026, 12, 25), BusinessDays.before(LocalDate.of(2026, 12, 25), 0));
        assertEquals(LocalDate.of(2026, 12, 24), BusinessDays.before(LocalDate.of(2026, 12, 28), 1));
    }
}
