package org.outcry.harness.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ports for a server that takes a row of them: its own and those of the domains behind it. */
public final class FreePorts {
    /** Below the ports that the system gives to clients by itself, one of which could hold any of the row. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;
    private static final int ROW = 5;
    private static final int ROWS = (LAST - FIRST) / ROW;
    /** Shares no factor with the number of rows: processes that run beside each other begin far apart. */
    private static final long STRIDE = 719;

    private static final AtomicInteger CALLS =
            new AtomicInteger(Math.floorMod(ProcessHandle.current().pid() * STRIDE, ROWS));

    private FreePorts() {}

    /**
     * The first of five ports on the loopback address that are free now. Each call looks behind the row of the one
     * before it: servers that start beside each other, or again on the same port, do not meet.
     */
    public static int row() {
        for (int tried = 0; tried < ROWS; tried++) {
            int base = FIRST + Math.floorMod(CALLS.getAndIncrement(), ROWS) * ROW;
            if (IntStream.range(0, ROW).allMatch(next -> isFree(base + next))) {
                return base;
            }
        }
        throw new IllegalStateException("no five free ports in a row");
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            // Taken is an answer here, not a failure.
            return false;
        }
    }
}
