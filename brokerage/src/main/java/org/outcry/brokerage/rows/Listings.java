package org.outcry.brokerage.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.PriceGrid;

/**
 * Contracts by the ids of this wire, which are the catalogue's own: stable for ever, on every machine. A maturity has the id of
 * its contract. Any thread.
 */
public final class Listings {
    private final Catalogue catalogue;
    private final Map<Integer, PriceGrid> grids = new HashMap<>();
    private final ConcurrentHashMap<Integer, Listing> contracts = new ConcurrentHashMap<>();

    public Listings(Catalogue catalogue) {
        this.catalogue = catalogue;
        catalogue
                .instruments()
                .forEach(instrument ->
                        grids.put(instrument.product().productId(), new PriceGrid(instrument.tickSize())));
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    /** A contract by id, listed or not. */
    public Optional<Listing> contract(long contractId) {
        if (contractId <= 0 || contractId >= 1 << 24) {
            return Optional.empty();
        }
        Listing known = contracts.get((int) contractId);
        return known != null
                ? Optional.of(known)
                : catalogue.contract((int) contractId).map(this::listing);
    }

    /** A contract that rows refer to. */
    public Listing known(int contractId) {
        return contract(contractId)
                .orElseThrow(() -> new IllegalStateException("the catalogue has no contract " + contractId));
    }

    public Listing listing(Contract contract) {
        return contracts.computeIfAbsent(contract.contractId(), id -> {
            Instrument instrument = catalogue.instrument(contract.productId()).orElseThrow();
            String dated = contract.name();
            String name = dated.substring(0, dated.length() - 2) + dated.charAt(dated.length() - 1);
            return new Listing(contract, instrument, name, grids.get(contract.productId()));
        });
    }
}
