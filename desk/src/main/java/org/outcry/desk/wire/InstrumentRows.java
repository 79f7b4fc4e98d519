package org.outcry.desk.wire;

import java.util.Optional;
import org.outcry.desk.market.ExchangeNames;
import org.outcry.desk.market.Listing;
import org.outcry.desk.market.Listings;
import org.outcry.desk.market.MarketHours;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.Json;

/** Products and contracts of the catalogue as JSON, with the rule and the time of the next roll. Ours. Any thread. */
public final class InstrumentRows {
    /** Where the keys of {@code sources} are explained. */
    private static final String SOURCES_PAGE = "docs/instruments.md";

    private final Listings listings;
    private final Catalogue catalogue;
    private final MarketHours hours;
    private final SymbolRows symbols;

    public InstrumentRows(Listings listings, MarketHours hours) {
        this.listings = listings;
        this.catalogue = listings.catalogue();
        this.hours = hours;
        this.symbols = new SymbolRows(listings);
    }

    /** The members of a row of the list. */
    public void row(Json json, Instrument instrument, long nowNanos) {
        json.put("root", instrument.root())
                .put("description", instrument.description())
                .put("exchange", ExchangeNames.shown(instrument.exchange()))
                .put("exchangeCode", instrument.exchange())
                .put("productGroup", instrument.assetClass())
                .put("currency", "USD")
                .put("tickSize", instrument.tickSize())
                .put("tickValue", instrument.tickSize().multiply(instrument.pointValue()))
                .put("pointValue", instrument.pointValue())
                .put("tradingHours", instrument.tradingHours())
                .money("initialMargin", instrument.product().initialMarginMicros())
                .money("maintenanceMargin", instrument.product().maintenanceMarginMicros())
                .put("frontMonth", front(instrument, nowNanos));
        symbols.roll(json, instrument.root(), nowNanos);
    }

    private String front(Instrument instrument, long nowNanos) {
        return catalogue.name(catalogue.front(instrument.product().productId(), nowNanos));
    }

    /** The members of everything known of one instrument. */
    public void full(Json json, Listing listing, long nowNanos) {
        Instrument instrument = listing.instrument();
        row(json, instrument, nowNanos);
        json.put("contractSize", instrument.contractSize())
                .put("quoteUnit", instrument.quoteUnit())
                .put("priceDecimals", instrument.decimals())
                .put("settlement", instrument.physical() ? "physical" : "cash")
                .put("contractMonths", instrument.months())
                .put("frontMonths", instrument.activeMonths());
        fees(json, instrument.product());
        contract(json.object("contract"), listing.contract(), instrument, nowNanos);
        json.endObject().array("contracts");
        for (Contract contract : catalogue.listed(instrument.product().productId(), nowNanos)) {
            contract(json.object(), contract, instrument, nowNanos);
            json.endObject();
        }
        json.endArray();
        session(json, instrument, nowNanos);
        json.array("sources");
        instrument.sources().stream().sorted().forEach(json::element);
        json.endArray().put("sourcesPage", SOURCES_PAGE).array("approximate");
        instrument.approximate().stream().sorted().forEach(json::element);
        json.endArray();
    }

    /** For one contract and one side. */
    private static void fees(Json json, Product product) {
        Product.Fees fees = product.fees();
        json.object("feesPerSide")
                .money("exchange", fees.exchangeMicros())
                .money("clearing", fees.clearingMicros())
                .money("nfa", fees.nfaMicros())
                .money("brokerage", fees.brokerageMicros())
                .money("commission", fees.commissionMicros())
                .money("total", fees.totalMicros())
                .endObject();
    }

    private void contract(Json json, Contract contract, Instrument instrument, long nowNanos) {
        char letter = contract.name().charAt(instrument.root().length());
        json.put("instrument", listings.contract(contract.contractId()).name())
                .put("month", "%04d-%02d".formatted(contract.year(), contract.month()))
                .put("code", contract.name())
                .put("tradingView", instrument.tradingViewPrefix() + ":" + instrument.root() + letter + contract.year())
                .put("lastTrade", Times.utc(contract.lastTradeNanos()))
                .put("expired", contract.lastTradeNanos() <= nowNanos)
                .put(
                        "isFrontMonth",
                        catalogue.front(contract.productId(), nowNanos).equals(contract));
    }

    private void session(Json json, Instrument instrument, long nowNanos) {
        int calendar = instrument.product().calendarId();
        Optional<SessionWindow> current = hours.current(calendar, nowNanos);
        Optional<SessionWindow> window = current.or(() -> hours.next(calendar, nowNanos));
        json.object("session").put("isOpen", current.isPresent());
        window.ifPresent(found -> json.put("opens", Times.utc(found.openNanos()))
                .put("closes", Times.utc(found.closeNanos()))
                .put("sessionDate", date(found.sessionDate())));
        json.endObject();
    }

    private static String date(int sessionDate) {
        return "%04d-%02d-%02d".formatted(sessionDate / 10_000, sessionDate / 100 % 100, sessionDate % 100);
    }
}
