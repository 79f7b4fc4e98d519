package org.outcry.ledger.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.outcry.engine.record.KeptRecord;

/** Records as last kept. The replica's thread writes; any thread reads, and may see one of them newer than the next. */
final class RecordViews {
    private final Map<Long, KeptRecord> byId = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentSkipListMap<Long, KeptRecord>> byKind = new ConcurrentHashMap<>();
    private final Map<Owner, ConcurrentSkipListMap<Long, KeptRecord>> byOwner = new ConcurrentHashMap<>();

    private record Owner(String kind, long userId) {}

    void keep(KeptRecord record) {
        byId.put(record.id(), record);
        byKind.computeIfAbsent(record.kind(), _ -> new ConcurrentSkipListMap<>())
                .put(record.id(), record);
        byOwner.computeIfAbsent(new Owner(record.kind(), record.userId()), _ -> new ConcurrentSkipListMap<>())
                .put(record.id(), record);
    }

    void remove(KeptRecord record) {
        byId.remove(record.id());
        byKind.get(record.kind()).remove(record.id());
        byOwner.get(new Owner(record.kind(), record.userId())).remove(record.id());
    }

    Optional<KeptRecord> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<KeptRecord> all(String kind) {
        Map<Long, KeptRecord> records = byKind.get(kind);
        return records == null ? List.of() : List.copyOf(records.values());
    }

    List<KeptRecord> all(String kind, long userId) {
        Map<Long, KeptRecord> records = byOwner.get(new Owner(kind, userId));
        return records == null ? List.of() : List.copyOf(records.values());
    }
}
