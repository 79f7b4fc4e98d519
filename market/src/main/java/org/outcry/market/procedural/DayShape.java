package org.outcry.market.procedural;

/** Kinds of trading day, by when the pit hours of a product are. */
enum DayShape {
    /** Stock indices: 08:30 to 15:00 Chicago. */
    EQUITY,
    /** 08:00 to 13:30. */
    ENERGY,
    /** 07:20 to 12:30. */
    METAL,
    /** 07:20 to 14:00, with a busy European morning. */
    CURRENCY,
    /** 07:20 to 14:00. */
    RATE,
    /** 08:30 to 13:20. */
    GRAIN,
    /** 08:30 to 13:05. */
    LIVESTOCK,
    /** Nearly round the clock. */
    CRYPTO
}
