package org.outcry.market.procedural;

import java.util.Map;

/**
 * Products that move together: one variance clock, and motions mixed from common factors. The loadings give the daily
 * correlations of their pairs as products of rows (ES and NQ: 0.93). A product nobody lists here is a family of its own.
 *
 * @param name names the family's random streams
 * @param shape its kind of day
 * @param rootShift root cells of the price path are 2^rootShift units: shorter for wilder families, so that no price
 *     strays further than about 35 % (one deviation) from its anchor
 * @param parent the product whose path this one shares: a mini for its micro, else itself
 * @param loadings factor loadings before normalising: common, second, third, own
 */
record Family(String name, DayShape shape, int rootShift, String parent, Loadings loadings) {
    private static final int LONG_ROOT = 54;

    /** Unit length after {@link #of}. */
    record Loadings(double common, double second, double third, double own) {
        static Loadings of(double common, double second, double third, double own) {
            double length = Math.sqrt(common * common + second * second + third * third + own * own);
            return new Loadings(common / length, second / length, third / length, own / length);
        }
    }

    private static final Map<String, String> PARENTS = Map.ofEntries(
            Map.entry("MES", "ES"),
            Map.entry("MNQ", "NQ"),
            Map.entry("M2K", "RTY"),
            Map.entry("MYM", "YM"),
            Map.entry("MCL", "CL"),
            Map.entry("QM", "CL"),
            Map.entry("QG", "NG"),
            Map.entry("MGC", "GC"),
            Map.entry("SIL", "SI"),
            Map.entry("MHG", "HG"),
            Map.entry("M6E", "6E"),
            Map.entry("M6B", "6B"),
            Map.entry("M6A", "6A"),
            Map.entry("MBT", "BTC"),
            Map.entry("MET", "ETH"));

    static Family of(String root, String assetClass) {
        String parent = PARENTS.getOrDefault(root, root);
        return switch (parent) {
            case "ES" -> equity(parent, 0.985, 0.03, -0.02, 0.10);
            case "NQ" -> equity(parent, 0.91, 0.34, 0, 0.12);
            case "YM" -> equity(parent, 0.93, -0.28, 0.05, 0.14);
            case "RTY" -> equity(parent, 0.86, -0.05, 0.42, 0.16);
            case "EMD" -> equity(parent, 0.92, -0.10, 0.28, 0.14);
            case "NKD" -> equity(parent, 0.62, 0, 0, 0.78);
            case "CL" -> new Family("oil", DayShape.ENERGY, 53, parent, Loadings.of(0.95, 0, 0, 0.31));
            case "HO" -> new Family("oil", DayShape.ENERGY, 53, parent, Loadings.of(0.91, 0.10, 0, 0.40));
            case "RB" -> new Family("oil", DayShape.ENERGY, 53, parent, Loadings.of(0.88, -0.10, 0, 0.46));
            case "GC" -> metal(parent, 0.93, 0.37);
            case "SI" -> metal(parent, 0.86, 0.51);
            case "HG" -> metal(parent, 0.50, 0.87);
            case "PL" -> metal(parent, 0.70, 0.71);
            case "PA" -> metal(parent, 0.60, 0.80);
            case "ZN" -> rate(parent, 0.985, 0.05, 0.10);
            case "ZF" -> rate(parent, 0.955, 0.25, 0.10);
            case "ZB" -> rate(parent, 0.93, -0.33, 0.10);
            case "ZT" -> rate(parent, 0.88, 0.42, 0.15);
            case "TN" -> rate(parent, 0.98, -0.08, 0.10);
            case "UB" -> rate(parent, 0.91, -0.38, 0.12);
            case "SR3" -> rate(parent, 0.60, 0.55, 0.55);
            case "6E" -> currency(parent, 0.85, 0.53);
            case "6B" -> currency(parent, 0.77, 0.64);
            case "6S" -> currency(parent, 0.75, 0.66);
            case "6A" -> currency(parent, 0.70, 0.71);
            case "6N" -> currency(parent, 0.68, 0.73);
            case "6C" -> currency(parent, 0.60, 0.80);
            case "6J" -> currency(parent, 0.45, 0.89);
            case "6M" -> currency(parent, 0.40, 0.92);
            case "ZC" -> grain(parent, 0.85, 0.53);
            case "ZS" -> grain(parent, 0.78, 0.63);
            case "ZW" -> grain(parent, 0.72, 0.69);
            case "KE" -> grain(parent, 0.74, 0.67);
            case "ZM" -> grain(parent, 0.68, 0.73);
            case "ZL" -> grain(parent, 0.60, 0.80);
            case "LE" -> livestock(parent, 0.85, 0.53);
            case "GF" -> livestock(parent, 0.88, 0.47);
            case "HE" -> livestock(parent, 0.45, 0.89);
            case "BTC" -> new Family("crypto", DayShape.CRYPTO, 51, parent, Loadings.of(0.93, 0, 0, 0.37));
            case "ETH" -> new Family("crypto", DayShape.CRYPTO, 51, parent, Loadings.of(0.88, 0, 0, 0.47));
            case "VX" -> new Family("volatility", DayShape.EQUITY, 50, parent, Loadings.of(1, 0, 0, 0));
            case "NG" -> new Family("gas", DayShape.ENERGY, 51, parent, Loadings.of(1, 0, 0, 0));
            default -> new Family(parent, shapeOf(assetClass), 52, parent, Loadings.of(1, 0, 0, 0));
        };
    }

    private static DayShape shapeOf(String assetClass) {
        return switch (assetClass) {
            case "energy" -> DayShape.ENERGY;
            case "metal" -> DayShape.METAL;
            case "currency" -> DayShape.CURRENCY;
            case "interest rate" -> DayShape.RATE;
            case "grain and oilseed" -> DayShape.GRAIN;
            case "livestock" -> DayShape.LIVESTOCK;
            case "cryptocurrency" -> DayShape.CRYPTO;
            default -> DayShape.EQUITY;
        };
    }

    private static Family equity(String parent, double common, double second, double third, double own) {
        return new Family("equity", DayShape.EQUITY, LONG_ROOT, parent, Loadings.of(common, second, third, own));
    }

    private static Family metal(String parent, double common, double own) {
        return new Family("metal", DayShape.METAL, LONG_ROOT - 1, parent, Loadings.of(common, 0, 0, own));
    }

    private static Family rate(String parent, double common, double second, double own) {
        return new Family("rate", DayShape.RATE, LONG_ROOT, parent, Loadings.of(common, second, 0, own));
    }

    private static Family currency(String parent, double common, double own) {
        return new Family("currency", DayShape.CURRENCY, LONG_ROOT, parent, Loadings.of(common, 0, 0, own));
    }

    private static Family grain(String parent, double common, double own) {
        return new Family("grain", DayShape.GRAIN, LONG_ROOT - 1, parent, Loadings.of(common, 0, 0, own));
    }

    private static Family livestock(String parent, double common, double own) {
        return new Family("livestock", DayShape.LIVESTOCK, LONG_ROOT, parent, Loadings.of(common, 0, 0, own));
    }
}
