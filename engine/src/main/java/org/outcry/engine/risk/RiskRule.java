package org.outcry.engine.risk;

/** Which limit was reached. */
public enum RiskRule {
    MARGIN_PERCENT(0),
    DAILY_LOSS_PERCENT(1),
    DAILY_LOSS(2),
    WEEKLY_LOSS(3),
    DAILY_PROFIT(4),
    WEEKLY_PROFIT(5),
    DRAWDOWN(6),
    /** The instant to flatten has come. */
    FLATTEN_TIME(7);

    private final int place;

    RiskRule(int place) {
        this.place = place;
    }

    /** One bit of its own for each level, to remember what was done already. */
    public int bit(RiskLevel level) {
        return 1
                << (3 * place
                        + switch (level) {
                            case ALERT -> 0;
                            case LIQUIDATE_ONLY -> 1;
                            case LIQUIDATE -> 2;
                        });
    }
}
