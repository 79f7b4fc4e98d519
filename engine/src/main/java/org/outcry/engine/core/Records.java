package org.outcry.engine.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import org.agrona.collections.Long2LongHashMap;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.command.Rejection;
import org.outcry.engine.event.Event;
import org.outcry.engine.record.KeptRecord;

/** Keeps records: whose they are, how many, and that a key stays unique. What they say is not looked into. */
final class Records {
    private final World world;
    private final TreeMap<Long, KeptRecord> byId = new TreeMap<>();
    /** Looked up, never walked. */
    private final HashMap<String, KeptRecord> byKey = new HashMap<>();

    private final Long2LongHashMap ofOwner = new Long2LongHashMap(0);

    Records(World world) {
        this.world = world;
    }

    /**
     * What a new record would be refused for.
     *
     * @param newOwner its owner is made by the same command
     * @param before new records of the owner that the same command keeps before it
     */
    Rejection objection(Command.KeepRecord keep, boolean newOwner, int before) {
        if (invalid(keep)) {
            return Rejection.INVALID_COMMAND;
        }
        if (!newOwner && keep.userId() != 0 && world.user(keep.userId()) == null) {
            return Rejection.UNKNOWN_USER;
        }
        if (withKey(keep.kind(), keep.uniqueKey()) != null) {
            return Rejection.DUPLICATE_NAME;
        }
        return ofOwner.get(keep.userId()) + before >= KeptRecord.MAX_PER_OWNER
                ? Rejection.TOO_MANY_RECORDS
                : Rejection.NONE;
    }

    /** What replacing a record would be refused for. */
    Rejection objectionToReplacing(Command.KeepRecord keep) {
        if (invalid(keep)) {
            return Rejection.INVALID_COMMAND;
        }
        KeptRecord known = byId.get(keep.recordId());
        if (known == null || !known.kind().equals(keep.kind())) {
            return Rejection.UNKNOWN_RECORD;
        }
        if (keep.ifVersion() != 0 && keep.ifVersion() != known.version()) {
            return Rejection.RECORD_CHANGED;
        }
        KeptRecord same = withKey(keep.kind(), keep.uniqueKey());
        return same != null && same.id() != known.id() ? Rejection.DUPLICATE_NAME : Rejection.NONE;
    }

    /** What the end of a record would be refused for. */
    Rejection objection(Command.RemoveRecord remove) {
        KeptRecord known = byId.get(remove.recordId());
        return known == null || !known.kind().equals(remove.kind()) ? Rejection.UNKNOWN_RECORD : Rejection.NONE;
    }

    private static boolean invalid(Command.KeepRecord keep) {
        return keep.kind().isBlank()
                || keep.kind().length() > KeptRecord.MAX_KIND
                || keep.uniqueKey().length() > KeptRecord.MAX_KEY
                || KeptRecord.utf8Length(keep.document()) > KeptRecord.MAX_DOCUMENT_BYTES;
    }

    Outcome keep(Command.KeepRecord keep) {
        if (invalid(keep)) {
            return Outcome.rejected(Rejection.INVALID_COMMAND);
        }
        return keep.recordId() == 0 ? create(keep) : replace(keep);
    }

    private Outcome create(Command.KeepRecord keep) {
        if (keep.userId() != 0 && world.user(keep.userId()) == null) {
            return Outcome.rejected(Rejection.UNKNOWN_USER);
        }
        if (keep.accountId() != 0 && world.account(keep.accountId()) == null) {
            return Outcome.rejected(Rejection.UNKNOWN_ACCOUNT);
        }
        KeptRecord same = withKey(keep.kind(), keep.uniqueKey());
        if (same != null) {
            return new Outcome(Rejection.DUPLICATE_NAME, same.id(), List.of(), 0);
        }
        if (ofOwner.get(keep.userId()) >= KeptRecord.MAX_PER_OWNER) {
            return new Outcome(Rejection.TOO_MANY_RECORDS, 0, List.of(), KeptRecord.MAX_PER_OWNER);
        }
        KeptRecord record = new KeptRecord(
                world.newId(),
                keep.kind(),
                keep.userId(),
                keep.accountId(),
                keep.uniqueKey(),
                keep.document(),
                1,
                world.nowNanos,
                world.nowNanos);
        add(record);
        world.emit(new Event.RecordKept(record));
        return Outcome.accepted(record.id());
    }

    private Outcome replace(Command.KeepRecord keep) {
        KeptRecord known = byId.get(keep.recordId());
        if (known == null || !known.kind().equals(keep.kind())) {
            return Outcome.rejected(Rejection.UNKNOWN_RECORD);
        }
        if (keep.ifVersion() != 0 && keep.ifVersion() != known.version()) {
            return new Outcome(Rejection.RECORD_CHANGED, known.id(), List.of(), known.version());
        }
        KeptRecord same = withKey(keep.kind(), keep.uniqueKey());
        if (same != null && same.id() != known.id()) {
            return new Outcome(Rejection.DUPLICATE_NAME, same.id(), List.of(), 0);
        }
        KeptRecord record = new KeptRecord(
                known.id(),
                known.kind(),
                known.userId(),
                known.accountId(),
                keep.uniqueKey(),
                keep.document(),
                known.version() + 1,
                known.createdNanos(),
                world.nowNanos);
        forget(known);
        add(record);
        world.emit(new Event.RecordKept(record));
        return Outcome.accepted(record.id());
    }

    Outcome remove(Command.RemoveRecord remove) {
        KeptRecord known = byId.get(remove.recordId());
        if (known == null || !known.kind().equals(remove.kind())) {
            return Outcome.rejected(Rejection.UNKNOWN_RECORD);
        }
        forget(known);
        world.emit(new Event.RecordRemoved(known, world.nowNanos));
        return Outcome.accepted(known.id());
    }

    /** By id. */
    Collection<KeptRecord> all() {
        return byId.values();
    }

    void add(KeptRecord record) {
        byId.put(record.id(), record);
        count(record.userId(), 1);
        if (!record.uniqueKey().isEmpty()) {
            byKey.put(key(record.kind(), record.uniqueKey()), record);
        }
    }

    private void forget(KeptRecord record) {
        byId.remove(record.id());
        count(record.userId(), -1);
        if (!record.uniqueKey().isEmpty()) {
            byKey.remove(key(record.kind(), record.uniqueKey()));
        }
    }

    private void count(long userId, int change) {
        long now = ofOwner.get(userId) + change;
        if (now == 0) {
            ofOwner.remove(userId);
        } else {
            ofOwner.put(userId, now);
        }
    }

    /** Null when there is none. */
    private KeptRecord withKey(String kind, String uniqueKey) {
        return uniqueKey.isEmpty() ? null : byKey.get(key(kind, uniqueKey));
    }

    private static String key(String kind, String uniqueKey) {
        return kind + '\n' + uniqueKey;
    }
}
