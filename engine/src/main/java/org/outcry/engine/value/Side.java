package org.outcry.engine.value;

/** What an order does: adds to a long position (or covers a short one), or the opposite. */
public enum Side {
    BUY((byte) 1),
    SELL((byte) -1);

    private final byte sign;

    Side(byte sign) {
        this.sign = sign;
    }

    /** +1 for {@link #BUY}, -1 for {@link #SELL}: multiplies a quantity into a signed position change. */
    public int sign() {
        return sign;
    }

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
