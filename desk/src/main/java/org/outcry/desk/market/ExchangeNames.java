package org.outcry.desk.market;

/**
 * Exchanges as NinjaTrader names them in an instrument's settings, which is what clients of the original are shown.
 *
 * <p>Source: the API's sample quote and NinjaTrader's file names show {@code Globex} for CME products; the other names follow
 * NinjaTrader's older lists and no page confirms them (docs/protocol/crosstrade.md).
 */
public final class ExchangeNames {
    private ExchangeNames() {}

    /** The name for an exchange's own code; a code we have no name for is its own name. */
    public static String shown(String exchange) {
        return switch (exchange) {
            case "CME" -> "Globex";
            case "CBOT" -> "ECbot";
            case "NYMEX", "COMEX" -> "Nymex";
            case "CFE" -> "Cfe";
            default -> exchange;
        };
    }
}
