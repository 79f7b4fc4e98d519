package org.outcry.market.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;

/** Products, contracts, names and calendars. Immutable; any thread. */
public interface Catalogue {
    Collection<Instrument> instruments();

    Optional<Instrument> instrument(int productId);

    /** Contracts of a product that are listed at a moment, nearest first. */
    List<Contract> listed(int productId, long timeNanos);

    /** A contract by id, listed or not. */
    Optional<Contract> contract(int contractId);

    /** Front contract at a moment by the roll rule in force. */
    Contract front(int productId, long timeNanos);

    /** Any of the five name forms, in the three steps of the add-on; empty when nothing matches. */
    Optional<Resolution> resolve(String name, long timeNanos);

    /** Full dated NinjaTrader name, such as {@code ES 12-26}. */
    String name(Contract contract);

    /** Calendars the engine needs: id to windows that close in {@code (fromNanos, toNanos]}. */
    List<SessionWindow> windows(int calendarId, long fromNanos, long toNanos);

    Collection<Integer> calendarIds();
}
