package org.outcry.engine.atm;

/** Where an ATM instance is in its life. */
public enum AtmState {
    /** Its entry, its exits or its part of the position are alive. */
    ACTIVE,
    /** Somebody asked to close it: its orders are being canceled and its contracts sold or bought back. */
    CLOSING,
    /** Somebody asked to let go of it: its orders are being canceled, its contracts stay where they are. */
    RELEASING,
    /** Its orders have ended and it holds nothing. */
    CLOSED
}
