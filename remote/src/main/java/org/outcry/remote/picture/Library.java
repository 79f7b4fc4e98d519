package org.outcry.remote.picture;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.wire.PriceGrid;

/**
 * Which contract of our catalogue a contract of the remote environment is: its ids are its own, its names everybody's. What the
 * catalogue lacks (options, spreads, other products) is unknown here and left out of the picture. Any thread.
 */
public final class Library {
    private final Catalogue catalogue;
    private final Map<Long, Optional<Known>> byRemote = new ConcurrentHashMap<>();
    private final Map<Integer, Known> byLocal = new ConcurrentHashMap<>();
    private final Map<Integer, Long> remoteIds = new ConcurrentHashMap<>();

    /**
     * A contract in both worlds.
     *
     * @param symbol its name there, with one digit of the year: {@code ESZ6}
     */
    public record Known(Contract contract, Instrument instrument, PriceGrid grid, String symbol) {
        public int contractId() {
            return contract.contractId();
        }
    }

    public Library(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** By the remote id: empty when it was never told, present and empty when the catalogue lacks it. */
    public Optional<Optional<Known>> remote(long remoteId) {
        return Optional.ofNullable(byRemote.get(remoteId));
    }

    /** The remote id, when it has been told. */
    public Optional<Long> remoteId(int contractId) {
        return Optional.ofNullable(remoteIds.get(contractId));
    }

    /** A contract of ours; empty for an id that the catalogue lacks. */
    public Optional<Known> local(int contractId) {
        Known known = byLocal.get(contractId);
        return known != null
                ? Optional.of(known)
                : catalogue.contract(contractId).flatMap(this::make);
    }

    /** The remote environment says what one of its contracts is called. */
    public void learn(long remoteId, String name, long nowNanos) {
        Optional<Known> known = catalogue
                .resolve(name, nowNanos)
                .filter(resolution -> resolution.rule().equals("exact"))
                .flatMap(resolution -> make(resolution.contract()));
        byRemote.put(remoteId, known);
        known.ifPresent(contract -> remoteIds.put(contract.contractId(), remoteId));
    }

    private Optional<Known> make(Contract contract) {
        return catalogue.instrument(contract.productId()).map(instrument -> {
            String dated = contract.name();
            String symbol = dated.substring(0, dated.length() - 2) + dated.charAt(dated.length() - 1);
            return byLocal.computeIfAbsent(
                    contract.contractId(),
                    _ -> new Known(contract, instrument, new PriceGrid(instrument.tickSize()), symbol));
        });
    }
}
