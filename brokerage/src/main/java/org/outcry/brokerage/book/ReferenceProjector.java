package org.outcry.brokerage.book;

import java.util.List;
import org.outcry.brokerage.rows.ReferenceRows;
import org.outcry.brokerage.rows.Row;
import org.outcry.engine.event.Event;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.market.catalogue.Catalogue;

/** Rows that no order moves, from the catalogue, and the margins that the engine was told since. */
public final class ReferenceProjector implements EventProjector {
    private final Tables tables;
    private final Catalogue catalogue;
    private final List<Row> records;

    /** @param records rows of master data that belong to everybody */
    public ReferenceProjector(Tables tables, Catalogue catalogue, List<Row> records) {
        this.tables = tables;
        this.catalogue = catalogue;
        this.records = List.copyOf(records);
    }

    @Override
    public void on(long timeNanos, Event event) {
        if (event instanceof Event.ProductDefined(var product)) {
            tables.put(ReferenceRows.PRODUCT_MARGIN.row(product));
        }
    }

    @Override
    public void reset() {
        ReferenceRows.rows(catalogue).forEach(tables::put);
        records.forEach(tables::put);
    }

    @Override
    public void begin(LedgerViews views) {
        catalogue
                .instruments()
                .forEach(instrument -> views.product(instrument.product().productId())
                        .ifPresent(product -> tables.put(ReferenceRows.PRODUCT_MARGIN.row(product))));
    }
}
