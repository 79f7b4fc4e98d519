package org.outcry.desk.rpc;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.MarketHours;
import org.outcry.desk.wire.QuoteRows;
import org.outcry.desk.wire.SymbolRows;
import org.outcry.desk.wire.Times;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.feed.Gap;
import org.outcry.wire.Json;

/** Quotes, market hours and the resolution of names. */
final class MarketOperations {
    private static final String DEFAULT_INSTRUMENT = "ES";
    /** Zone of the exchange's local times; all products of the catalogue are CME Group's. */
    private static final ZoneId EXCHANGE_ZONE = ZoneId.of("America/Chicago");
    /** The same zone as Windows names it, which is what the original sends. */
    private static final String EXCHANGE_ZONE_WINDOWS = "Central Standard Time";

    private static final int MAX_QUOTES = 100;
    private static final int MAX_RESOLVED = 1_000;
    private static final long NANOS = 1_000_000_000L;

    private final MarketHours hours;
    private final QuoteRows quotes;
    private final Supplier<Optional<Gap>> lastGap;
    private final SymbolRows symbols;

    MarketOperations(Listings listings, MarketHours hours, QuoteRows quotes, Supplier<Optional<Gap>> lastGap) {
        this.hours = hours;
        this.quotes = quotes;
        this.lastGap = lastGap;
        this.symbols = new SymbolRows(listings);
    }

    /** One object for one name, a bare array for several; with an account the older field set. */
    void getQuote(Call call) {
        List<String> names = call.args().texts("instrument");
        if (names.isEmpty()) {
            throw DeskRefusal.invalidRequest("instrument is required.").thrown();
        }
        if (names.size() > MAX_QUOTES) {
            throw DeskRefusal.invalidRequest("At most " + MAX_QUOTES + " instruments.")
                    .thrown();
        }
        boolean legacy = call.args().text("account").isPresent();
        if (legacy) {
            call.account();
        }
        List<Listing> listed = new ArrayList<>();
        for (String name : names) {
            listed.add(call.instrument(name));
        }
        Json json = new Json();
        if (listed.size() == 1) {
            quote(json, listed.getFirst(), legacy, call.nowNanos(), new Explained());
        } else {
            json.array();
            for (int i = 0; i < listed.size(); i++) {
                quote(json, listed.get(i), legacy, call.nowNanos(), explained(call, names.get(i)));
            }
            json.endArray();
        }
        call.reply(json);
    }

    void marketInfo(Call call) {
        String name = call.args()
                .text("instrument")
                .or(() -> call.args().text("root"))
                .orElse(DEFAULT_INSTRUMENT);
        Listing listing = call.instrument(name);
        int calendar = listing.instrument().product().calendarId();
        long now = call.nowNanos();
        Optional<SessionWindow> current = hours.current(calendar, now);
        Optional<SessionWindow> next = hours.next(calendar, now);
        Json json = new Json()
                .object()
                .put("success", true)
                .put("timestamp", Times.utc(now))
                .put("instrument", listing.name())
                .put("timeZone", EXCHANGE_ZONE_WINDOWS);
        json.object("status")
                .put("isOpen", current.isPresent())
                .put("state", current.isPresent() ? "Open" : "Closed")
                .endObject();
        if (current.isPresent()) {
            session(
                    json,
                    "Current Session",
                    "Until Close",
                    current.get(),
                    current.get().closeNanos() - now);
            upcoming(json, next);
        } else if (next.isPresent()) {
            session(json, "Next Session", "Until Open", next.get(), next.get().openNanos() - now);
            upcoming(json, hours.next(calendar, next.get().openNanos()));
        }
        lastGap.get()
                .ifPresent(gap -> json.object("unobserved")
                        .put("from", Times.utc(gap.fromNanos()))
                        .put("to", Times.utc(gap.toNanos()))
                        .endObject());
        call.reply(json.endObject());
    }

    /** For the gateway: which contract each name means; null for what nothing matches. */
    void resolveInstruments(Call call) {
        Set<String> names = new LinkedHashSet<>(call.args().texts("instruments"));
        if (names.size() > MAX_RESOLVED) {
            throw DeskRefusal.invalidRequest("At most " + MAX_RESOLVED + " instruments.")
                    .thrown();
        }
        Json json = new Json().object().put("success", true).object("resolved");
        for (String name : names) {
            json.putOrNull(name, call.found(name).map(Listing::name).orElse(""));
        }
        call.reply(json.endObject().endObject());
    }

    /** An array has no place for what its names meant, so each element says it of itself. */
    private static Explained explained(Call call, String name) {
        Explained explained = new Explained();
        if (call.explains()) {
            explained.add(name);
        }
        return explained;
    }

    private void quote(Json json, Listing listing, boolean legacy, long nowNanos, Explained explained) {
        boolean open = hours.open(listing.instrument().product().calendarId(), nowNanos);
        json.object();
        if (legacy) {
            quotes.legacy(json, listing, nowNanos);
        } else {
            quotes.full(json, listing, open, nowNanos);
        }
        explained.write(json, symbols, nowNanos);
        json.put("success", true).endObject();
    }

    private static void session(Json json, String label, String action, SessionWindow window, long leftNanos) {
        long seconds = leftNanos / NANOS;
        json.object("session")
                .put("label", label)
                .put("utcStart", Times.utc(window.openNanos()))
                .put("utcEnd", Times.utc(window.closeNanos()))
                .put("localStart", Times.plain(window.openNanos(), EXCHANGE_ZONE))
                .put("localEnd", Times.plain(window.closeNanos(), EXCHANGE_ZONE))
                .put("countdown", countdown(seconds))
                .put("action", action)
                .put("secondsRemaining", seconds)
                .endObject();
    }

    private static void upcoming(Json json, Optional<SessionWindow> window) {
        window.ifPresent(next -> json.object("upcoming")
                .put("utcStart", Times.utc(next.openNanos()))
                .put("utcEnd", Times.utc(next.closeNanos()))
                .endObject());
    }

    /** {@code HH:mm:ss}; hours run past 24 over weekends. */
    private static String countdown(long seconds) {
        return "%02d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
