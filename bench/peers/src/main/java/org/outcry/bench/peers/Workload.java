package org.outcry.bench.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A workload in its file form: big-endian header, then 18 bytes an entry. Entries before {@code prefill} are not measured. */
final class Workload {
    static final int LIMIT = 0;
    static final int IOC = 1;
    static final int CANCEL = 2;
    static final int MOVE = 3;

    private static final int MAGIC = 0x4f53_3031;

    final int size;
    final int prefill;
    final int bid;
    final int ask;
    final int accounts;
    final int orderCount;
    final int fillCount;
    final byte[] kind;
    final boolean[] buy;
    final int[] order;
    final int[] account;
    final int[] price;
    final int[] quantity;

    private Workload(ByteBuffer bytes) {
        if (bytes.getInt() != MAGIC) {
            throw new IllegalArgumentException("not a workload file of this version");
        }
        size = bytes.getInt();
        prefill = bytes.getInt();
        bid = bytes.getInt();
        ask = bytes.getInt();
        accounts = bytes.getInt();
        orderCount = bytes.getInt();
        fillCount = bytes.getInt();
        kind = new byte[size];
        buy = new boolean[size];
        order = new int[size];
        account = new int[size];
        price = new int[size];
        quantity = new int[size];
        for (int i = 0; i < size; i++) {
            kind[i] = bytes.get();
            buy[i] = bytes.get() == 1;
            order[i] = bytes.getInt();
            account[i] = bytes.getInt();
            price[i] = bytes.getInt();
            quantity[i] = bytes.getInt();
        }
    }

    static Workload read(Path file) throws IOException {
        return new Workload(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    int measured() {
        return size - prefill;
    }
}
