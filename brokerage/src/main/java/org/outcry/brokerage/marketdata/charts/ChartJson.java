package org.outcry.brokerage.marketdata.charts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.outcry.brokerage.marketdata.tape.MarketJson;
import org.outcry.wire.Bytes;
import org.outcry.wire.IsoTime;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/** Packets of charts. What is inside is made once; the id of a subscription is put in front of it. Any thread. */
final class ChartJson {
    private static final byte[] BEFORE =
            "{\"e\":\"chart\",\"d\":{\"charts\":[{\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "}]}}".getBytes(StandardCharsets.US_ASCII);

    private ChartJson() {}

    /** A packet for a subscription: {@code inside} begins with a comma. */
    static byte[] packet(long id, byte[] inside) {
        return new Bytes(inside.length + 64)
                .raw(BEFORE)
                .number(id)
                .raw(inside)
                .raw(AFTER)
                .toArray();
    }

    static byte[] endOfHistory(long id) {
        return packet(id, ",\"eoh\":true".getBytes(StandardCharsets.US_ASCII));
    }

    /** Bars of one session date. */
    static byte[] bars(List<ChartBar> bars, PriceGrid grid) {
        Bytes bytes = new Bytes(32 + bars.size() * 200)
                .ascii(",\"td\":")
                .number(bars.getFirst().date)
                .ascii(",\"bars\":[");
        for (int i = 0; i < bars.size(); i++) {
            if (i > 0) {
                bytes.ascii(',');
            }
            bar(bytes, bars.get(i), grid);
        }
        return bytes.ascii(']').toArray();
    }

    private static void bar(Bytes bytes, ChartBar bar, PriceGrid grid) {
        char[] number = new char[PriceGrid.MAX_BYTES];
        bytes.ascii("{\"timestamp\":\"")
                .ascii(IsoTime.utc(bar.stampNanos, MarketJson.FRACTION_DIGITS))
                .ascii("\",\"open\":");
        bytes.ascii(number, grid.write(bar.openTicks, number)).ascii(",\"high\":");
        bytes.ascii(number, grid.write(bar.highTicks, number)).ascii(",\"low\":");
        bytes.ascii(number, grid.write(bar.lowTicks, number)).ascii(",\"close\":");
        bytes.ascii(number, grid.write(bar.closeTicks, number));
        bytes.ascii(",\"upVolume\":").number(bar.upVolume);
        bytes.ascii(",\"downVolume\":").number(bar.downVolume);
        bytes.ascii(",\"upTicks\":").number(bar.upTicks);
        bytes.ascii(",\"downTicks\":").number(bar.downTicks);
        bytes.ascii(",\"bidVolume\":").number(bar.bidVolume);
        bytes.ascii(",\"offerVolume\":").number(bar.offerVolume);
        if (!bar.volumes.isEmpty()) {
            Json items = new Json().object();
            bar.volumes.forEach((ticks, volume) -> items.put(Long.toString(ticks - bar.openTicks), volume));
            bytes.ascii(",\"histogram\":{\"base\":")
                    .ascii(number, grid.write(bar.openTicks, number))
                    .ascii(",\"items\":")
                    .raw(items.endObject().bytes())
                    .ascii('}');
        }
        bytes.ascii('}');
    }
}
