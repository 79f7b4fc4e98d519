package org.outcry.brokerage.marketdata.charts;

import java.util.List;
import org.outcry.brokerage.marketdata.tape.MarketJson;
import org.outcry.brokerage.rows.Listing;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.wire.Bytes;
import org.outcry.wire.IsoTime;
import org.outcry.wire.Json;

/**
 * The book as it was at the end of a number of minutes, or as it is now.
 *
 * @param stampNanos start of those minutes
 * @param date session date {@code yyyymmdd}
 */
record BookShot(long stampNanos, int date, MarketSnapshot market) {
    private static final int MOST_IN_PACKET = 100;

    static Packer<BookShot> packer(Listing listing) {
        return new Packer<>(MOST_IN_PACKET, BookShot::date, shots -> packet(shots, listing));
    }

    /** An array of bars stays, empty: clients look for it. */
    private static byte[] packet(List<BookShot> shots, Listing listing) {
        Bytes bytes = new Bytes(128 + shots.size() * 1_000)
                .ascii(",\"td\":")
                .number(shots.getFirst().date())
                .ascii(",\"bars\":[],\"doms\":[");
        for (int i = 0; i < shots.size(); i++) {
            if (i > 0) {
                bytes.ascii(',');
            }
            Json json = new Json()
                    .object()
                    .put("timestamp", IsoTime.utc(shots.get(i).stampNanos(), MarketJson.FRACTION_DIGITS));
            MarketJson.levels(json, listing, shots.get(i).market());
            bytes.raw(json.endObject().bytes());
        }
        return bytes.ascii(']').toArray();
    }
}
