package org.outcry.brokerage.marketdata.charts;

import java.util.List;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Trade;
import org.outcry.wire.Bytes;

/**
 * One trade with the best prices just after it.
 *
 * @param date session date {@code yyyymmdd}
 */
record Tick(Trade trade, MarketSnapshot market, int date) {
    private static final int MOST_IN_PACKET = 1_000;
    private static final long MILLI = 1_000_000L;

    static Packer<Tick> packer(Listing listing) {
        return new Packer<>(MOST_IN_PACKET, Tick::date, ticks -> packet(ticks, listing));
    }

    /** Prices in ticks and times in milliseconds after those of the first. */
    private static byte[] packet(List<Tick> ticks, Listing listing) {
        long basePrice = ticks.getFirst().trade().priceTicks();
        long baseMillis = ticks.getFirst().millis();
        Bytes bytes = new Bytes(128 + ticks.size() * 80)
                .ascii(",\"s\":\"db\",\"td\":")
                .number(ticks.getFirst().date())
                .ascii(",\"bp\":")
                .number(basePrice)
                .ascii(",\"bt\":")
                .number(baseMillis)
                .ascii(",\"ts\":")
                .ascii(listing.instrument().tickSize().toPlainString())
                .ascii(",\"tks\":[");
        for (int i = 0; i < ticks.size(); i++) {
            if (i > 0) {
                bytes.ascii(',');
            }
            ticks.get(i).write(bytes, basePrice, baseMillis);
        }
        return bytes.ascii(']').toArray();
    }

    private long millis() {
        return Math.floorDiv(trade.sequence(), MILLI);
    }

    private void write(Bytes bytes, long basePrice, long baseMillis) {
        bytes.ascii("{\"t\":").number(millis() - baseMillis);
        bytes.ascii(",\"p\":").number(trade.priceTicks() - basePrice);
        bytes.ascii(",\"s\":").number(trade.size());
        if (market.quoted()) {
            bytes.ascii(",\"b\":").number(market.bidTicks() - basePrice);
            bytes.ascii(",\"a\":").number(market.askTicks() - basePrice);
            bytes.ascii(",\"bs\":").number(market.bids().size(0));
            bytes.ascii(",\"as\":").number(market.asks().size(0));
        }
        bytes.ascii(",\"id\":").number(TickIds.of(trade.sequence())).ascii('}');
    }
}
