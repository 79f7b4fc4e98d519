package org.outcry.brokerage.rows;

/** What the book knows of one user. */
public record UserFacts(long userId, String name, long createdNanos) {}
