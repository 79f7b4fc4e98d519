package org.outcry.brokerage.marketdata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Listings;
import org.outcry.market.catalogue.Resolution;

/** What clients of market data call a contract: its name, its id, its id as text, or {@code @} and a root for the one in front. Any thread. */
public final class Symbols {
    /** A root, the letter of a month, one or two digits of a year. */
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]{1,4}[FGHJKMNQUVXZ]\\d{1,2}");

    private static final Pattern CONTINUOUS = Pattern.compile("@([A-Z0-9]{1,4})");
    private static final Pattern ID = Pattern.compile("\\d{1,9}");

    private final Listings listings;

    public Symbols(Listings listings) {
        this.listings = listings;
    }

    /** As meant at a moment, nanoseconds UTC; empty when nothing is called so. */
    public Optional<Listing> resolve(JsonNode symbol, long nowNanos) {
        return symbol.isIntegralNumber()
                ? listings.contract(symbol.longValue()).filter(listing -> isAccessible(listing, nowNanos))
                : resolve(symbol.asText(""), nowNanos);
    }

    private Optional<Listing> resolve(String symbol, long nowNanos) {
        String text = symbol.strip().toUpperCase(Locale.ROOT);
        if (ID.matcher(text).matches()) {
            return listings.contract(Long.parseLong(text)).filter(listing -> isAccessible(listing, nowNanos));
        }
        var continuous = CONTINUOUS.matcher(text);
        if (continuous.matches()) {
            return listings.catalogue()
                    .instrument(continuous.group(1))
                    .map(instrument -> listings.listing(
                            listings.catalogue().front(instrument.product().productId(), nowNanos)));
        }
        return named(text, nowNanos);
    }

    /** A contract by its dated name, in any case. */
    public Optional<Listing> named(String name, long nowNanos) {
        String text = name.strip().toUpperCase(Locale.ROOT);
        return NAME.matcher(text).matches()
                ? listings.catalogue()
                        .resolve(text, nowNanos)
                        .map(Resolution::contract)
                        .map(listings::listing)
                : Optional.empty();
    }

    /** An id of a month that is not listed yet means nothing. */
    private boolean isAccessible(Listing listing, long nowNanos) {
        return listing.contract().lastTradeNanos() <= nowNanos
                || listings.catalogue().listed(listing.productId(), nowNanos).contains(listing.contract());
    }
}
