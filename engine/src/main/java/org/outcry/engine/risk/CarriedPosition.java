package org.outcry.engine.risk;

/**
 * A position that an account had when a session date began.
 *
 * @param net never 0
 * @param priceTicks what it was carried at
 */
public record CarriedPosition(int contractId, long net, long priceTicks) {}
