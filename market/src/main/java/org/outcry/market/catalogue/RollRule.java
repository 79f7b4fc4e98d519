package org.outcry.market.catalogue;

/** When the front month of the equity indices moves on. */
public enum RollRule {
    /** Thursday of the week before expiry, eight days before the third Friday; NinjaTrader 8's habit and the default. */
    THURSDAY8("equity roll: Thursday, eight calendar days before the third Friday"),
    /** Monday of expiry week; CME's lead month since June 2022. */
    MONDAY("equity roll: Monday of expiry week");

    private final String text;

    RollRule(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
