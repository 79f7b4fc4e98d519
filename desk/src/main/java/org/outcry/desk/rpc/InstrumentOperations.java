package org.outcry.desk.rpc;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.outcry.desk.market.ExchangeNames;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.MarketHours;
import org.outcry.desk.wire.InstrumentRows;
import org.outcry.desk.wire.SymbolRows;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.Json;

/** The catalogue: what can be traded, and what a name means. Additions of ours. */
final class InstrumentOperations {
    private final Listings listings;
    private final InstrumentRows rows;
    private final SymbolRows symbols;

    InstrumentOperations(Listings listings, MarketHours hours) {
        this.listings = listings;
        this.rows = new InstrumentRows(listings, hours);
        this.symbols = new SymbolRows(listings);
    }

    void listInstruments(Call call) {
        Optional<String> exchange = call.args().text("exchange");
        Optional<String> group = call.args().text("productGroup");
        Optional<String> text = call.args().text("text").map(word -> word.toLowerCase(Locale.ROOT));
        List<Instrument> found = listings.catalogue().instruments().stream()
                .filter(instrument -> exchange.isEmpty() || tradesOn(instrument, exchange.get()))
                .filter(instrument -> group.isEmpty() || instrument.assetClass().equalsIgnoreCase(group.get()))
                .filter(instrument -> text.isEmpty() || mentions(instrument, text.get()))
                .toList();
        Json json = new Json()
                .object()
                .put("success", true)
                .put("count", found.size())
                .array("instruments");
        for (Instrument instrument : found) {
            rows.row(json.object(), instrument, call.nowNanos());
            json.endObject();
        }
        call.reply(json.endArray().endObject());
    }

    void getInstrument(Call call) {
        String name = call.args().requiredText("name");
        Listing listing = call.instrument(name);
        Json json = new Json().object().put("success", true).put("instrument", listing.name());
        symbols.explanation(json.object("resolved"), name, call.nowNanos());
        rows.full(json.endObject(), listing, call.nowNanos());
        call.reply(json.endObject());
    }

    /** By its own code or by the name that quotes show. */
    private static boolean tradesOn(Instrument instrument, String exchange) {
        return instrument.exchange().equalsIgnoreCase(exchange)
                || ExchangeNames.shown(instrument.exchange()).equalsIgnoreCase(exchange);
    }

    private static boolean mentions(Instrument instrument, String lowerCase) {
        return (instrument.root() + " " + instrument.description() + " " + instrument.assetClass())
                .toLowerCase(Locale.ROOT)
                .contains(lowerCase);
    }
}
