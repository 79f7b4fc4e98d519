package org.outcry.brokerage.records;

import java.util.HashMap;
import java.util.Map;
import org.outcry.brokerage.book.Access;
import org.outcry.brokerage.book.EventProjector;
import org.outcry.brokerage.book.Tables;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;
import org.outcry.ledger.view.LedgerViews;
import org.outcry.tradovate.schema.Entity;
import org.outcry.tradovate.schema.Schema;

/** Records as rows, and what they mean for who sees what. The book's thread. */
public final class RecordProjector implements EventProjector {
    private final Tables tables;
    private final Access access;
    private final Map<Long, Integer> versions = new HashMap<>();

    public RecordProjector(Tables tables, Access access) {
        this.tables = tables;
        this.access = access;
    }

    @Override
    public void reset() {
        versions.clear();
    }

    @Override
    public void begin(LedgerViews views) {
        views.records(Records.PERSON).forEach(record -> keep(record, true));
        for (Entity entity : Schema.standard().entities()) {
            views.records(entity.name()).forEach(record -> keep(record, true));
        }
    }

    @Override
    public void on(long timeNanos, Event event) {
        switch (event) {
            case Event.RecordKept(KeptRecord record) -> keep(record, false);
            case Event.RecordRemoved(KeptRecord record, long nanos) -> remove(record);
            default -> {
                // Records are told of by these alone.
            }
        }
    }

    private void keep(KeptRecord record, boolean quietly) {
        int known = versions.getOrDefault(record.id(), 0);
        if (record.version() <= known) {
            // What was there when the book began is told once more by the events behind it.
            return;
        }
        versions.put(record.id(), record.version());
        meaning(record);
        Records.row(record).ifPresent(row -> {
            if (quietly) {
                tables.putQuietly(row);
            } else {
                tables.put(row);
            }
        });
    }

    private void meaning(KeptRecord record) {
        switch (record.kind()) {
            case Records.PERSON ->
                access.describe(record.userId(), Documents.read(record)).ifPresent(tables::put);
            case "tradingPermission" -> {
                access.share(record.userId(), record.id());
                access.account(record.accountId())
                        .ifPresent(account -> access.share(account.opened.userId(), record.id()));
                switch (Documents.read(record).path("status").asText()) {
                    case "Accepted", "Approved" -> access.grant(record.userId(), record.accountId());
                    default -> access.revoke(record.userId(), record.accountId());
                }
            }
            default -> {
                // A row and nothing more.
            }
        }
    }

    private void remove(KeptRecord record) {
        versions.remove(record.id());
        Records.row(record).ifPresent(row -> tables.delete(row.entity(), row.id()));
    }
}
