package org.outcry.brokerage.call;

import java.util.function.LongSupplier;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.book.Book;
import org.outcry.brokerage.book.Tables;
import org.outcry.brokerage.rows.Listings;
import org.outcry.ledger.api.Ledger;
import org.outcry.market.MarketData;
import org.outcry.market.catalogue.Catalogue;

/**
 * What the parts of a brokerage work with.
 *
 * @param clock business time of this brokerage, nanoseconds UTC
 */
public record Office(
        Ledger ledger,
        MarketData market,
        Catalogue catalogue,
        LongSupplier clock,
        Listings listings,
        Tables tables,
        Access access,
        Book book) {}
