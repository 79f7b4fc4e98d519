package org.outcry.harness.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.outcry.engine.Engine;
import org.outcry.harness.check.Finding;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.ForgetfulDisk;

/** What outlives a crash: the log, the snapshots, and what the simulation itself wrote down about the state on the way. */
final class Store {
    /** State after the first {@code entries} entries, encoded as the real ledger does. */
    static final class Snapshot {
        private final int entries;
        private final byte[] bytes;

        Snapshot(int entries, byte[] bytes) {
            this.entries = entries;
            this.bytes = bytes;
        }

        int entries() {
            return entries;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    final ForgetfulDisk log = new ForgetfulDisk();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Map<Integer, Long> hashes = new TreeMap<>();

    /** A snapshot becomes part of the store once its log prefix is synced, as the real one does. */
    void addSnapshot(Snapshot snapshot) {
        snapshots.add(snapshot);
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }

    /** Notes the live state's hash after that many entries; two notes about the same place must agree. */
    void note(int entries, Engine engine) {
        long hash = engine.stateHash();
        Long before = hashes.putIfAbsent(entries, hash);
        if (before != null && before != hash) {
            throw new Finding(
                    "replay",
                    "after " + entries + " entries the state was " + Long.toHexString(before) + " live and is "
                            + Long.toHexString(hash) + " now");
        }
    }

    /** Hashes by number of entries. */
    Map<Integer, Long> hashes() {
        return hashes;
    }

    /** Power is lost. What was noted about entries that are gone is about another past. */
    void crash(Chance chance) {
        log.crash(chance);
        hashes.keySet().removeIf(entries -> entries > log.size());
        snapshots.removeIf(snapshot -> snapshot.entries() > log.size());
    }
}
