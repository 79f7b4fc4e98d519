package org.outcry.brokerage.rows;

/**
 * What the book knows of one user.
 *
 * @param email "" while none was told
 * @param status a {@code UserStatus}
 * @param organizationId organization it belongs to, 0 for none
 */
public record UserFacts(
        long userId,
        String name,
        long createdNanos,
        String email,
        String status,
        boolean professional,
        long organizationId) {
    /** A user of whom nothing was said yet. */
    public UserFacts(long userId, String name, long createdNanos) {
        this(userId, name, createdNanos, "", "Active", false, 0);
    }
}
