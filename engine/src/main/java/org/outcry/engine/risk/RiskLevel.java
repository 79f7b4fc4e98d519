package org.outcry.engine.risk;

/** How far a limit goes when it is reached. */
public enum RiskLevel {
    /** It is told. */
    ALERT,
    /** Opening orders are canceled and refused. */
    LIQUIDATE_ONLY,
    /** Orders are canceled, positions closed, trading is locked. */
    LIQUIDATE
}
