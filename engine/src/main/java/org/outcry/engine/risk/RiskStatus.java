package org.outcry.engine.risk;

/**
 * Where an account stands with its limits.
 *
 * @param actionNanos when the administrator decided, 0 for never
 * @param locked for how long every order is refused because of a limit
 * @param closingOnly for how long only closing orders are taken because of a limit
 * @param liquidating positions are being closed
 * @param sinceNanos when {@code locked} or {@code closingOnly} last changed, 0 for never
 * @param maxNetLiquidationMicros highest value, which a drawdown is measured from; {@link Long#MIN_VALUE} before the first
 * @param minNetLiquidationMicros lowest value; {@link Long#MAX_VALUE} before the first
 */
public record RiskStatus(
        AdminAction action,
        long actionNanos,
        Term locked,
        Term closingOnly,
        boolean liquidating,
        long sinceNanos,
        long maxNetLiquidationMicros,
        long maxNanos,
        long minNetLiquidationMicros,
        long minNanos) {

    /** Nobody has decided anything and nothing was reached. */
    public static final RiskStatus CLEAR =
            new RiskStatus(AdminAction.NORMAL, 0, Term.NONE, Term.NONE, false, 0, Long.MIN_VALUE, 0, Long.MAX_VALUE, 0);

    public RiskStatus with(AdminAction decided, long nanos) {
        return new RiskStatus(
                decided,
                nanos,
                locked,
                closingOnly,
                liquidating,
                sinceNanos,
                maxNetLiquidationMicros,
                maxNanos,
                minNetLiquidationMicros,
                minNanos);
    }

    public RiskStatus with(Term lock, Term onlyClosing, boolean closing, long nanos) {
        boolean same = lock == locked && onlyClosing == closingOnly;
        return new RiskStatus(
                action,
                actionNanos,
                lock,
                onlyClosing,
                closing,
                same ? sinceNanos : nanos,
                maxNetLiquidationMicros,
                maxNanos,
                minNetLiquidationMicros,
                minNanos);
    }

    public RiskStatus withMax(long micros, long nanos) {
        return new RiskStatus(
                action,
                actionNanos,
                locked,
                closingOnly,
                liquidating,
                sinceNanos,
                micros,
                nanos,
                minNetLiquidationMicros,
                minNanos);
    }

    public RiskStatus withMin(long micros, long nanos) {
        return new RiskStatus(
                action,
                actionNanos,
                locked,
                closingOnly,
                liquidating,
                sinceNanos,
                maxNetLiquidationMicros,
                maxNanos,
                micros,
                nanos);
    }
}
