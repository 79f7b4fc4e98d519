package org.outcry.desk.market;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.Resolution;
import org.outcry.wire.PriceGrid;

/**
 * Contracts by id and by name. Remembers what it made of each contract; there are no more of them than the catalogue holds.
 * Any thread.
 */
public final class Listings {
    /** No instrument name is longer; longer text is not even looked up. */
    private static final int MAX_NAME = 64;
    /** Names remembered, about four for each contract listed. */
    private static final int MAX_NAMES = 4_096;

    private static final long NAME_NANOS = 60_000_000_000L;

    private final Catalogue catalogue;
    private final Map<Integer, Listing> byContract = new ConcurrentHashMap<>();
    private final Map<String, Named> byName = new ConcurrentHashMap<>();

    public Listings(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Any of the name forms, as understood at a moment (nanoseconds UTC); empty when nothing matches. */
    public Optional<Listing> resolve(String name, long timeNanos) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            return Optional.empty();
        }
        Named known = byName.get(name);
        if (known != null && known.holdsAt(timeNanos)) {
            return Optional.of(known.listing());
        }
        Optional<Resolution> resolved = catalogue.resolve(name, timeNanos);
        resolved.ifPresent(resolution -> remember(name, timeNanos, resolution));
        return resolved.map(this::listing);
    }

    /** The same with its reasons: by which rule, and until when. */
    public Optional<Resolution> resolution(String name, long timeNanos) {
        return name.isBlank() || name.length() > MAX_NAME ? Optional.empty() : catalogue.resolve(name, timeNanos);
    }

    /** What the listings are made from. */
    public Catalogue catalogue() {
        return catalogue;
    }

    private void remember(String name, long timeNanos, Resolution resolution) {
        if (byName.size() >= MAX_NAMES) {
            byName.clear(); // a client that makes up names costs itself the look-ups it would have had anyway
        }
        long until = Math.min(resolution.rollNanos(), timeNanos + NAME_NANOS);
        byName.put(name, new Named(listing(resolution), timeNanos, until));
    }

    /** What a name meant, and for how long that is not asked again: never over its roll. */
    private record Named(Listing listing, long fromNanos, long untilNanos) {
        boolean holdsAt(long timeNanos) {
            return timeNanos >= fromNanos && timeNanos < untilNanos;
        }
    }

    /**
     * A contract by id.
     *
     * @throws IllegalStateException when the catalogue does not know a contract that the ledger holds: the data directory
     *     belongs to a newer release
     */
    public Listing contract(int contractId) {
        Listing known = byContract.get(contractId);
        if (known != null) {
            return known;
        }
        Contract contract = catalogue
                .contract(contractId)
                .orElseThrow(() -> new IllegalStateException("The catalogue has no contract " + contractId));
        Instrument instrument = catalogue
                .instrument(contract.productId())
                .orElseThrow(() -> new IllegalStateException("The catalogue has no product " + contract.productId()));
        return remember(contract, instrument, catalogue.name(contract));
    }

    private Listing listing(Resolution resolution) {
        Listing known = byContract.get(resolution.contract().contractId());
        return known != null ? known : remember(resolution.contract(), resolution.instrument(), resolution.name());
    }

    private Listing remember(Contract contract, Instrument instrument, String name) {
        Listing listing = new Listing(contract, instrument, name, new PriceGrid(instrument.tickSize()));
        byContract.put(contract.contractId(), listing);
        return listing;
    }
}
