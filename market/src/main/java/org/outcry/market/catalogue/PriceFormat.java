package org.outcry.market.catalogue;

/** How a product's prices are written for people. On the wire every price is a plain decimal. */
public enum PriceFormat {
    /** {@code 6900.25}. */
    DEC(0, 0),
    /** {@code 109'18}: points and 32nds. */
    FRAC32(32, 1),
    /** {@code 108'185}: 32nds and a half, written 0 or 5. */
    FRAC32_HALF(32, 2),
    /** {@code 109'162}: 32nds and a quarter, written 0 2 5 7. */
    FRAC32_QUARTER(32, 4),
    /** {@code 102'302}: 32nds and an eighth, written 0 1 2 3 5 6 7 8. */
    FRAC32_EIGHTH(32, 8),
    /** {@code 498'2}: cents and eighths. */
    FRAC8(8, 1);

    private final int parts;
    private final int subParts;

    PriceFormat(int parts, int subParts) {
        this.parts = parts;
        this.subParts = subParts;
    }

    /** Parts of one point behind the apostrophe; 0 for decimals. */
    public int parts() {
        return parts;
    }

    /** Steps within one part. */
    public int subParts() {
        return subParts;
    }
}
