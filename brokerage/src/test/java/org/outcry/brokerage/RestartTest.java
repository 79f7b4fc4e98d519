package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.cluster.LedgerSettings;

/** A brokerage that begins in the middle has the rows of one that saw everything, byte for byte. */
@Timeout(120)
class RestartTest {
    @TempDir
    Path dir;

    private Floor open(AtomicLong clock) {
        LedgerSettings settings = LedgerSettings.of(dir)
                .withLengths(1 << 18, 1 << 20)
                .withSnapshots(Duration.ZERO, Long.MAX_VALUE)
                .withLowWaterBytes(1 << 20)
                .withBusinessClock(clock::get);
        return new Floor(AeronLedger.open(settings), clock);
    }

    /** Every row that is kept, by kind and id. */
    private static Map<String, String> rows(LedgerBrokerage brokerage) {
        CompletableFuture<Map<String, String>> answer = new CompletableFuture<>();
        brokerage.office().book().tell(() -> {
            Map<String, String> rows = new TreeMap<>();
            brokerage
                    .office()
                    .tables()
                    .forEach(row ->
                            rows.put(row.entity() + " " + row.id(), new String(row.json(), StandardCharsets.UTF_8)));
            answer.complete(rows);
        });
        return Floor.await(answer);
    }

    private static Map<String, String> settled(Floor floor) {
        floor.get("currency/list", "{}");
        return rows(floor.brokerage);
    }

    /** Over two days, in the middle of the second: a second book, then the whole ledger anew, then on. */
    @Test
    void aBookThatBeginsLaterHasTheSameRows() {
        AtomicLong clock = new AtomicLong(Floor.START);
        Map<String, String> before;
        RandomDesk desk;
        long account;
        try (Floor floor = open(clock)) {
            floor.prepare();
            desk = new RandomDesk(floor, 11);
            for (int i = 0; i < 150; i++) {
                desk.step();
            }
            desk.nextDay();
            for (int i = 0; i < 150; i++) {
                desk.step();
            }
            before = settled(floor);
            assertTrue(before.keySet().stream()
                            .filter(key -> key.startsWith("order "))
                            .count()
                    > 20);
            floor.brokerage.close();
            floor.brokerage = floor.open();
            same(before, settled(floor), "a second book");
            account = floor.account;
        }
        try (Floor floor = open(clock)) {
            same(before, settled(floor), "after a restart");
            assertTrue(floor.ledger.views().account(account).isPresent());
        }
    }

    private static void same(Map<String, String> expected, Map<String, String> actual, String what) {
        for (Map.Entry<String, String> row : expected.entrySet()) {
            assertEquals(row.getValue(), actual.get(row.getKey()), row.getKey() + " " + what);
        }
        assertEquals(expected.keySet(), actual.keySet(), what);
    }
}
