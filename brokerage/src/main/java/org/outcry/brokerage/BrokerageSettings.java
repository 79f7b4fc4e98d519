package org.outcry.brokerage;

/**
 * Bounds of a brokerage, and who moves its time.
 *
 * @param events events of the ledger and calls that may wait for the book
 * @param calls calls among them; one more is answered with status 503
 * @param ledgerWaits at the bound of events the ledger's thread waits: for a private ledger alone
 * @param looksByItself alerts are looked at by a thread of its own, on the wall clock; else by whoever moves its time, with {@link
 *     LedgerBrokerage#look}
 */
public record BrokerageSettings(int events, int calls, boolean ledgerWaits, boolean looksByItself) {
    public static final BrokerageSettings STANDARD = new BrokerageSettings(1 << 16, 1 << 12, false, true);

    /** Over a private ledger on a clock that somebody steps. */
    public static final BrokerageSettings STEPPED = new BrokerageSettings(1 << 14, 1 << 12, true, false);
}
