package org.outcry.engine.risk;

/**
 * What single orders under a position limit may ask for. {@link #NONE} switches a limit off.
 *
 * @param id 0 while it has none
 * @param limitId position limit it belongs to; it holds where both scopes do and while that is active
 * @param maxOpening contracts of one order that opens; 0 forbids opening
 * @param maxClosing contracts of one order that closes
 * @param maxBackMonth months ahead that may be opened
 * @param preExpirationDays days before its last day from which a contract may only be closed
 * @param marginPercent margin of one order, in millionths of a percent of what is available
 * @param marginMicros margin of one order
 * @param hardLimit kept and told; every limit here is one that no netting or margin argument exceeds
 */
public record RiskParameter(
        long id,
        long limitId,
        InstrumentScope scope,
        int maxOpening,
        int maxClosing,
        int maxBackMonth,
        int preExpirationDays,
        long marginPercent,
        long marginMicros,
        boolean hardLimit) {
    public static final int NONE = -1;

    /** The same parameter of another limit. */
    public RiskParameter withLimit(long other) {
        return new RiskParameter(
                id,
                other,
                scope,
                maxOpening,
                maxClosing,
                maxBackMonth,
                preExpirationDays,
                marginPercent,
                marginMicros,
                hardLimit);
    }

    public RiskParameter withId(long given) {
        return new RiskParameter(
                given,
                limitId,
                scope,
                maxOpening,
                maxClosing,
                maxBackMonth,
                preExpirationDays,
                marginPercent,
                marginMicros,
                hardLimit);
    }
}
