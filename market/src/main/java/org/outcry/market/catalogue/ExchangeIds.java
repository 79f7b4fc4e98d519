package org.outcry.market.catalogue;

/**
 * Numbers of exchanges and of families of products, as clients of the Tradovate API know them (seen on its demo environment; 18 is our
 * own).
 */
public final class ExchangeIds {
    private ExchangeIds() {}

    /** @throws IllegalArgumentException for an exchange that has no number */
    public static int exchange(String name) {
        return switch (name) {
            case "CBOT" -> 1;
            case "CME" -> 2;
            case "NYMEX" -> 3;
            case "COMEX" -> 4;
            case "CFE" -> 17;
            default -> throw new IllegalArgumentException("exchange " + name + " has no number");
        };
    }

    /**
     * @param className class of a product in the catalogue
     * @param productName micro contracts on indices are a family of their own
     * @throws IllegalArgumentException for a class that has no number
     */
    public static int contractGroup(String className, String productName) {
        return switch (className) {
            case "equity index" -> productName.startsWith("Micro") ? 15 : productName.startsWith("E-mini") ? 10 : 2;
            case "interest rate" -> 3;
            case "metal" -> 4;
            case "grain and oilseed" -> 5;
            case "currency" -> 6;
            case "livestock" -> 7;
            case "energy" -> 9;
            case "cryptocurrency" -> 12;
            case "volatility" -> 18;
            default -> throw new IllegalArgumentException("class " + className + " has no number");
        };
    }
}
