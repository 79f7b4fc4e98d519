package org.outcry.ledger.view;

import java.util.List;
import org.outcry.engine.risk.AutoLiquidation;
import org.outcry.engine.risk.PositionLimit;
import org.outcry.engine.risk.RiskParameter;
import org.outcry.engine.risk.RiskStatus;

/**
 * What limits one account, at one moment.
 *
 * @param limits by id
 * @param parameters of all its limits, by id
 */
public record RiskView(
        RiskStatus status,
        AutoLiquidation owner,
        AutoLiquidation trader,
        List<PositionLimit> limits,
        List<RiskParameter> parameters) {
    /** Nothing does. */
    public static final RiskView NONE =
            new RiskView(RiskStatus.CLEAR, AutoLiquidation.OFF, AutoLiquidation.OFF, List.of(), List.of());

    public RiskView {
        limits = List.copyOf(limits);
        parameters = List.copyOf(parameters);
    }
}
