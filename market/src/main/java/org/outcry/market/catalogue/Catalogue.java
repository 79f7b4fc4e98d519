package org.outcry.market.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.instrument.Contract;
import org.outcry.market.calendar.SessionCalendar;
import org.outcry.market.calendar.SessionMode;

/**
 * Products, contracts, names and calendars. Contract months 1970 to 2240; times are nanoseconds UTC. Immutable; any
 * thread.
 */
public interface Catalogue {
    /** The shipped products. {@code equityRoll} says when the front month of the equity indices moves on. */
    static Catalogue standard(SessionMode mode, RollRule equityRoll) {
        return StandardCatalogue.load(mode, equityRoll);
    }

    /** All products in the order of their ids. */
    Collection<Instrument> instruments();

    Optional<Instrument> instrument(int productId);

    /** The product of an exchange root, written as the exchange does. */
    Optional<Instrument> instrument(String root);

    /** Contracts of a product that are listed at a moment, nearest first; empty for an unknown product. */
    List<Contract> listed(int productId, long timeNanos);

    /** A contract by id, listed or not. */
    Optional<Contract> contract(int contractId);

    /** Front contract at a moment by the roll rule in force; an unknown product throws {@link IllegalArgumentException}. */
    Contract front(int productId, long timeNanos);

    /**
     * Any of the five name forms, in the three steps of the add-on; empty when nothing matches. An expired contract still
     * answers to its dated name, one that is not listed yet does not.
     */
    Optional<Resolution> resolve(String name, long timeNanos);

    /** Full dated NinjaTrader name, such as {@code ES 12-26}. */
    String name(Contract contract);

    /** Calendars the engine needs: id to windows that close in {@code (fromNanos, toNanos]}. */
    List<SessionWindow> windows(int calendarId, long fromNanos, long toNanos);

    /** A calendar to ask about single instants; an unknown id throws {@link IllegalArgumentException}. */
    SessionCalendar calendar(int calendarId);

    /** The calendar a product keeps; an unknown product throws {@link IllegalArgumentException}. */
    SessionCalendar calendarOf(int productId);

    Collection<Integer> calendarIds();
}
