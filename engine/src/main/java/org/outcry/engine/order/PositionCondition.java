package org.outcry.engine.order;

/** Which positions in its contract an order may meet on arrival; bits, any match allows. 0 is no condition. */
public final class PositionCondition {
    public static final int ANY = 0;
    public static final int FLAT = 1;
    public static final int LONG = 2;
    public static final int SHORT = 4;

    private PositionCondition() {}
}
