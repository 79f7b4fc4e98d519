package org.outcry.market.intake;

/** Why a record was not taken. Each constant says it as the report does. */
public enum Reason {
    UNREADABLE("not readable as the header says"),
    TOO_LONG("line longer than 4,096 bytes"),
    TIME("no time between 1970 and 2169"),
    ORDER("more than a second earlier than the record before it"),
    OTHER_CONTRACT("another contract"),
    NOTHING("neither a quote nor a trade"),
    OFF_TICK("price is not on a tick of the contract"),
    SIZE("size is not between 1 and 2,147,483,647"),
    CROSSED("bid is not below ask"),
    CLOSED("the market is closed at that time"),
    EXPIRED("after the contract's last trade");

    private final String words;

    Reason(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
