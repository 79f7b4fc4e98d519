package org.outcry.brokerage.rows;

/**
 * One row as clients see it, encoded once. Immutable; any thread.
 *
 * @param entity kind of row, as in paths
 * @param masterId row it belongs to, 0 for none
 * @param scope account or user whose followers may see it; {@link #EVERYBODY} for reference data
 * @param contractId contract it is about, 0 for none: clients are told of that too
 * @param name for {@code find} and {@code suggest}, "" for none
 * @param touchedNanos when it last changed, nanoseconds UTC; 0 for reference data
 * @param json one JSON object in UTF-8, shared: nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Row(
        String entity,
        long id,
        long masterId,
        long scope,
        long contractId,
        String name,
        long touchedNanos,
        byte[] json) {
    /** No account and no user has this id. */
    public static final long EVERYBODY = 0;
}
