package org.outcry.brokerage.marketdata.tape;

import java.util.Map;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Times;
import org.outcry.engine.value.Depth;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.wire.IsoTime;
import org.outcry.wire.Json;
import org.outcry.wire.PriceGrid;

/** Messages of market data. A message is made once for all sockets. Any thread. */
public final class MarketJson {
    /** Times of market data always have milliseconds. */
    public static final int FRACTION_DIGITS = 3;

    private MarketJson() {}

    private static Json open(String kind) {
        return new Json().object().put("e", "md").object("d").array(kind).object();
    }

    private static byte[] closed(Json json) {
        return json.endObject().endArray().endObject().endObject().bytes();
    }

    /** The whole known set of entries. */
    public static byte[] quote(Tape tape) {
        MarketSnapshot market = tape.market();
        SessionFigures figures = tape.figures();
        PriceGrid grid = tape.listing().grid();
        Json json = open("quotes")
                .put("timestamp", IsoTime.utc(tape.cursor(), FRACTION_DIGITS))
                .put("contractId", tape.listing().contractId())
                .object("entries");
        if (market.quoted()) {
            entry(json, "Bid", grid, market.bidTicks(), market.bids().size(0));
            entry(json, "Offer", grid, market.askTicks(), market.asks().size(0));
        } else {
            json.object("EmptyBook").put("size", 0).endObject();
        }
        if (market.lastTicks() != Prices.NONE) {
            entry(json, "Trade", grid, market.lastTicks(), market.lastSize());
        }
        json.object("TotalTradeVolume").put("size", figures.volume()).endObject();
        price(json, "OpeningPrice", grid, figures.openTicks());
        price(json, "HighPrice", grid, figures.highTicks());
        price(json, "LowPrice", grid, figures.lowTicks());
        price(json, "SettlementPrice", grid, figures.previousCloseTicks());
        return closed(json.endObject());
    }

    private static void entry(Json json, String name, PriceGrid grid, long ticks, long size) {
        json.object(name).price("price", grid, ticks).put("size", size).endObject();
    }

    private static void price(Json json, String name, PriceGrid grid, long ticks) {
        if (ticks != Prices.NONE) {
            json.object(name).price("price", grid, ticks).endObject();
        }
    }

    /** All levels that show anything, best first. */
    public static byte[] book(Tape tape) {
        MarketSnapshot market = tape.market();
        Json json = open("doms")
                .put("contractId", tape.listing().contractId())
                .put("timestamp", IsoTime.utc(tape.cursor(), FRACTION_DIGITS));
        levels(json, tape.listing(), market);
        return closed(json);
    }

    /** The two sides of a book. */
    public static void levels(Json json, Listing listing, MarketSnapshot market) {
        side(json.array("bids"), listing.grid(), market.bidTicks(), market.bids(), -1);
        side(json.array("offers"), listing.grid(), market.askTicks(), market.asks(), 1);
    }

    private static void side(Json json, PriceGrid grid, long bestTicks, Depth depth, int step) {
        if (bestTicks != Prices.NONE) {
            for (int level = 0; level < depth.levels(); level++) {
                if (depth.size(level) > 0) {
                    json.object()
                            .price("price", grid, bestTicks + (long) step * level)
                            .put("size", depth.size(level))
                            .endObject();
                }
            }
        }
        json.endArray();
    }

    /** Volumes by their distance from a base, in ticks. */
    public static byte[] histogram(
            Listing listing, long nanos, int date, long baseTicks, Map<Long, Long> volumes, boolean refresh) {
        Json json = open("histograms")
                .put("contractId", listing.contractId())
                .put("timestamp", IsoTime.utc(nanos, FRACTION_DIGITS));
        Times.tradeDate(json, "tradeDate", date);
        json.price("base", listing.grid(), baseTicks).object("items");
        volumes.forEach((ticks, volume) -> json.put(Long.toString(ticks - baseTicks), volume));
        return closed(json.endObject().put("refresh", refresh));
    }
}
