package org.outcry.engine.instrument;

/**
 * The terms all contracts of one root share, as far as the engine needs them.
 *
 * @param productId catalogue id, 1 to 4095
 * @param root exchange root, such as {@code ES}
 * @param calendarId which session calendar its contracts follow
 * @param tickValueMicros worth of one tick of one contract in micro-dollars (ES: 12_500_000; ZT: 7_812_500)
 * @param initialMarginMicros overnight margin of one contract in micro-dollars
 * @param maintenanceMarginMicros maintenance margin of one contract in micro-dollars
 * @param protectionTicks how far beyond the touch a market order may reach before the rest is canceled
 * @param priceBandTicks a limit or stop price further than this from the market is refused as insane
 * @param maxOrderQuantity largest quantity of one order
 * @param fees charged for each contract and side
 * @param exchangeId where it trades, for limits over an exchange, 0 for none
 * @param contractGroupId family it belongs to, for limits over one, 0 for none
 */
public record Product(
        int productId,
        String root,
        int calendarId,
        long tickValueMicros,
        long initialMarginMicros,
        long maintenanceMarginMicros,
        int protectionTicks,
        long priceBandTicks,
        int maxOrderQuantity,
        Fees fees,
        int exchangeId,
        int contractGroupId) {

    /** A product of no exchange and no group, for limits that are set for neither. */
    public Product(
            int productId,
            String root,
            int calendarId,
            long tickValueMicros,
            long initialMarginMicros,
            long maintenanceMarginMicros,
            int protectionTicks,
            long priceBandTicks,
            int maxOrderQuantity,
            Fees fees) {
        this(
                productId,
                root,
                calendarId,
                tickValueMicros,
                initialMarginMicros,
                maintenanceMarginMicros,
                protectionTicks,
                priceBandTicks,
                maxOrderQuantity,
                fees,
                0,
                0);
    }

    /** Micro-dollars for one contract and one side; each part is kept apart because clients are shown each. */
    public record Fees(
            long exchangeMicros, long clearingMicros, long nfaMicros, long brokerageMicros, long commissionMicros) {
        public static final Fees NONE = new Fees(0, 0, 0, 0, 0);

        public long totalMicros() {
            return exchangeMicros + clearingMicros + nfaMicros + brokerageMicros + commissionMicros;
        }
    }
}
