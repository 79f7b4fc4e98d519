package org.outcry.brokerage.reads;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.outcry.brokerage.book.RowSource;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.rows.Listing;
import org.outcry.brokerage.rows.Listings;
import org.outcry.brokerage.rows.ReferenceRows;
import org.outcry.brokerage.rows.Row;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.Resolution;

/** Contracts, maturities and contract margins: there are too many to keep, and which one is in front changes by itself. */
final class LibrarySources {
    /** A root, the letter of a month, one or two digits of a year. */
    private static final Pattern NAME = Pattern.compile("[A-Z0-9]{1,4}[FGHJKMNQUVXZ]\\d{1,2}");

    private final Listings listings;
    private final LongSupplier clock;

    LibrarySources(Listings listings, LongSupplier clock) {
        this.listings = listings;
        this.clock = clock;
    }

    void addTo(Tables tables) {
        tables.addSource("contract", new Computed(ReferenceRows.CONTRACT::row, this::contractOf, this::named));
        tables.addSource("contractMaturity", new Computed(this::maturity, this::contractsOf, (name, rows) -> {}));
        tables.addSource(
                "contractMargin",
                new Computed(ReferenceRows.CONTRACT_MARGIN::row, this::contractOf, (name, rows) -> {}));
    }

    private Row maturity(Listing listing) {
        Contract front = listings.catalogue().front(listing.productId(), clock.getAsLong());
        return ReferenceRows.MATURITY.row(
                new ReferenceRows.Maturity(listing, front.contractId() == listing.contractId()));
    }

    private void contractOf(long contractId, Consumer<Listing> found) {
        listings.contract(contractId).ifPresent(found);
    }

    private void contractsOf(long productId, Consumer<Listing> found) {
        if (productId > 0 && productId < 1 << 12) {
            listings.catalogue()
                    .listed((int) productId, clock.getAsLong())
                    .forEach(contract -> found.accept(listings.listing(contract)));
        }
    }

    private void named(String name, Consumer<Listing> found) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (NAME.matcher(upper).matches()) {
            listings.catalogue()
                    .resolve(upper, clock.getAsLong())
                    .map(Resolution::contract)
                    .map(listings::listing)
                    .ifPresent(found);
        }
    }

    /** Gives listings one by one. */
    @FunctionalInterface
    private interface Finder<K> {
        void find(K key, Consumer<Listing> found);
    }

    /** Rows made when asked for, from the contract with the id of the row. */
    private final class Computed implements RowSource {
        private final Function<Listing, Row> row;
        private final Finder<Long> ofMaster;
        private final Finder<String> byName;

        Computed(Function<Listing, Row> row, Finder<Long> ofMaster, Finder<String> byName) {
            this.row = row;
            this.ofMaster = ofMaster;
            this.byName = byName;
        }

        @Override
        public Optional<Row> item(long id) {
            return listings.contract(id).map(row);
        }

        @Override
        public void inScopes(Set<Long> scopes, Consumer<Row> rows) {
            // Contracts belong to everybody.
        }

        /**
         * Every contract that is listed now: within a product from the front one on, nearest first; those that only run out come
         * last.
         */
        @Override
        public void forEverybody(Consumer<Row> rows) {
            long now = clock.getAsLong();
            for (Instrument instrument : listings.catalogue().instruments()) {
                int productId = instrument.product().productId();
                long front = listings.catalogue().front(productId, now).lastTradeNanos();
                List<Listing> runningOut = new ArrayList<>();
                contractsOf(productId, listing -> {
                    if (listing.contract().lastTradeNanos() < front) {
                        runningOut.add(listing);
                    } else {
                        rows.accept(row.apply(listing));
                    }
                });
                runningOut.forEach(listing -> rows.accept(row.apply(listing)));
            }
        }

        @Override
        public void dependents(long masterId, Consumer<Row> rows) {
            ofMaster.find(masterId, listing -> rows.accept(row.apply(listing)));
        }

        @Override
        public void named(String name, Consumer<Row> rows) {
            byName.find(name, listing -> rows.accept(row.apply(listing)));
        }
    }
}
