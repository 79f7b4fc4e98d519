package org.outcry.desk.wire;

import java.time.ZoneOffset;
import org.outcry.desk.market.ExchangeNames;
import org.outcry.desk.market.Listing;
import org.outcry.engine.value.MarketSnapshot;
import org.outcry.engine.value.Prices;
import org.outcry.market.MarketData;
import org.outcry.market.SessionStatistics;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.Json;

/** Quotes as JSON: in full, with the older field set, and as streamed. Any thread. */
public final class QuoteRows {
    private final MarketData market;
    private final HostFacts host;

    public QuoteRows(MarketData market, HostFacts host) {
        this.market = market;
        this.host = host;
    }

    public void full(Json json, Listing listing, boolean marketOpen, long nowNanos) {
        Instrument instrument = listing.instrument();
        json.put("description", instrument.description())
                .put("type", "Future")
                .put("tickSize", instrument.tickSize())
                .put("pointValue", instrument.pointValue())
                .money("tickValue", listing.tickValueMicros())
                .put("exchange", ExchangeNames.shown(instrument.exchange()))
                .put("expiration", expiration(listing))
                .put("tradingHours", instrument.tradingHours())
                .put("instrument", listing.name());
        prices(json, listing, nowNanos);
        json.put("quoteTime", Times.us(nowNanos, host.zone()))
                .put("quoteTimeUtc", Times.plain(nowNanos, ZoneOffset.UTC))
                .put("epoch", Times.seconds(nowNanos));
        json.object("dataSource")
                .put("status", "Live")
                .array("connectedFeeds")
                .element(host.feedName())
                .endArray()
                .endObject()
                .put("isMarketOpen", marketOpen);
    }

    /** The field set before the market service. */
    public void legacy(Json json, Listing listing, long nowNanos) {
        Instrument instrument = listing.instrument();
        json.put("description", instrument.description())
                .put("type", "Future")
                .put("tickSize", instrument.tickSize())
                .put("pointValue", instrument.pointValue())
                .put("exchange", ExchangeNames.shown(instrument.exchange()))
                .put("expiration", usExpiration(listing))
                .put("tradingHours", instrument.tradingHours())
                .put("instrument", listing.name());
        prices(json, listing, nowNanos);
        json.put("quoteTime", Times.us(nowNanos, host.zone()));
    }

    /** The full quote minus what never changes: what subscribers are sent. {@code epoch} is in seconds, as in the full quote. */
    public byte[] streamed(Listing listing, MarketSnapshot now, SessionStatistics session) {
        Json json = new Json().object().put("instrument", listing.name());
        prices(json, listing, now, session);
        return json.put("quoteTime", Times.us(now.timeNanos(), host.zone()))
                .put("quoteTimeUtc", Times.plain(now.timeNanos(), ZoneOffset.UTC))
                .put("epoch", Times.seconds(now.timeNanos()))
                .endObject()
                .bytes();
    }

    private void prices(Json json, Listing listing, long nowNanos) {
        prices(
                json,
                listing,
                market.at(listing.contractId(), nowNanos),
                market.session(listing.contractId(), nowNanos));
    }

    /** Sizes are ours; the original has prices only. */
    private static void prices(Json json, Listing listing, MarketSnapshot now, SessionStatistics session) {
        long last = now.lastTicks() != Prices.NONE ? now.lastTicks() : session.lastTicks();
        json.price("bid", listing.grid(), now.bidTicks())
                .price("ask", listing.grid(), now.askTicks())
                .price("last", listing.grid(), last)
                .price("open", listing.grid(), session.openTicks())
                .price("high", listing.grid(), session.highTicks())
                .price("low", listing.grid(), session.lowTicks())
                .price("close", listing.grid(), session.previousCloseTicks())
                .put("volume", session.volume())
                .put("bidSize", now.bids().size(0))
                .put("askSize", now.asks().size(0));
    }

    /** NinjaTrader shows the first day of the contract month. */
    private static String expiration(Listing listing) {
        return "%04d-%02d-01"
                .formatted(listing.contract().year(), listing.contract().month());
    }

    private static String usExpiration(Listing listing) {
        return "%02d/01/%04d 12:00:00 AM"
                .formatted(listing.contract().month(), listing.contract().year());
    }
}
