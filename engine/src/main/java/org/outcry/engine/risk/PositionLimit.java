package org.outcry.engine.risk;

/**
 * How much an account may hold. Counted is the worst that working orders can make of the positions.
 *
 * @param id 0 while it has none
 * @param shortLimit contracts short at most, {@link #NONE} for no limit; so the others
 * @param exposedLimit contracts long or short at most
 * @param description at most 64 characters
 */
public record PositionLimit(
        long id,
        long accountId,
        InstrumentScope scope,
        boolean active,
        TotalBy totalBy,
        int shortLimit,
        int longLimit,
        int exposedLimit,
        String description) {
    public static final int NONE = -1;
    /** Limits of one account. */
    public static final int MAX_PER_ACCOUNT = 64;
    /** Parameters of one limit. */
    public static final int MAX_PARAMETERS = 64;

    /** The same limit of another account. */
    public PositionLimit withAccount(long other) {
        return new PositionLimit(id, other, scope, active, totalBy, shortLimit, longLimit, exposedLimit, description);
    }

    public PositionLimit withId(long given) {
        return new PositionLimit(
                given, accountId, scope, active, totalBy, shortLimit, longLimit, exposedLimit, description);
    }
}
