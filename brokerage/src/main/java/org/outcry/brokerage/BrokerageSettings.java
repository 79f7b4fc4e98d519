package org.outcry.brokerage;

/**
 * Bounds of a brokerage.
 *
 * @param events events of the ledger and calls that may wait for the book
 * @param calls calls among them; one more is answered with status 503
 * @param ledgerWaits at the bound of events the ledger's thread waits: for a private ledger alone
 */
public record BrokerageSettings(int events, int calls, boolean ledgerWaits) {
    public static final BrokerageSettings STANDARD = new BrokerageSettings(1 << 16, 1 << 12, false);
}
