package org.outcry.brokerage;

/**
 * Bounds of a brokerage.
 *
 * @param events events of the ledger and calls that may wait for the book
 * @param calls calls among them; one more is answered with status 503
 */
public record BrokerageSettings(int events, int calls) {
    public static final BrokerageSettings STANDARD = new BrokerageSettings(1 << 16, 1 << 12);
}
