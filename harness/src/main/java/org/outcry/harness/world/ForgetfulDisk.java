package org.outcry.harness.world;

import java.util.ArrayList;
import java.util.List;

/**
 * An append-only store of entries that keeps its promise and no more: what was synced survives a crash, of the rest a prefix may.
 * Entries are never torn here; torn frames are the business of the real log's tests.
 */
public class ForgetfulDisk {
    private final List<byte[]> entries = new ArrayList<>();
    private int synced;

    public void append(byte[] entry) {
        entries.add(entry);
    }

    /** Everything appended so far survives from here on. */
    public void sync() {
        synced = entries.size();
    }

    /** Power is lost: of the entries not synced a prefix of random length remains. */
    public void crash(Chance chance) {
        int kept =
                synced + (entries.size() > synced && chance.oneIn(3) ? chance.between(0, entries.size() - synced) : 0);
        entries.subList(kept, entries.size()).clear();
        synced = kept;
    }

    public int size() {
        return entries.size();
    }

    /** Entries below this index survive anything. */
    public int synced() {
        return synced;
    }

    public byte[] entry(int index) {
        return entries.get(index);
    }
}
