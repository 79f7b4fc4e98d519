package org.outcry.engine.core;

import java.util.ArrayList;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskStatus;

/** What limits one account; most have none of it. Fields mean what {@code StateRow.RiskRow} says. */
final class AccountRisk {
    RiskStatus status = RiskStatus.CLEAR;
    AutoLiquidation owner = AutoLiquidation.OFF;
    AutoLiquidation trader = AutoLiquidation.OFF;
    /** Bits of {@code RiskRule.bit}: what was done already in this session date. */
    int done;

    long openAtWeekStartMicros;
    /** When closing is tried again, 0 for never. */
    long retryNanos;

    /** By id. */
    final ArrayList<Limit> limits = new ArrayList<>(2);

    /** It waits in {@code World.guarded}. */
    boolean stirred;

    /** A position limit and its parameters, by id. */
    static final class Limit {
        PositionLimit terms;
        final ArrayList<RiskParameter> parameters = new ArrayList<>(2);

        Limit(PositionLimit terms) {
            this.terms = terms;
        }
    }
}
