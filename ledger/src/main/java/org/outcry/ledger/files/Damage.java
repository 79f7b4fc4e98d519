package org.outcry.ledger.files;

import org.outcry.ledger.api.LedgerRefusal;

/** The refusal of damaged files, worded in one place. */
final class Damage {
    private Damage() {}

    static LedgerRefusal of(String found) {
        return of(found, new IllegalStateException(found));
    }

    static LedgerRefusal of(String found, Throwable cause) {
        return new LedgerRefusal(
                LedgerRefusal.Reason.DAMAGED,
                "Damaged log: " + found + ".",
                "Nothing was changed. Run ./outcry doctor, then restore the last backup.",
                cause);
    }
}
