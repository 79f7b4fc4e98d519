package org.outcry.brokerage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A brokerage that begins in the middle has the rows of one that saw everything, byte for byte. */
@Timeout(300)
class RestartTest {
    @TempDir
    Path dir;

    private Floor open(AtomicLong clock) {
        return Floor.onDisk(dir, clock);
    }

    private static Map<String, String> settled(Floor floor) {
        floor.get("currency/list", "{}");
        return Floor.rows(floor.brokerage);
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

    /** A process of its own, in the middle of what it does: history lags behind what it has answered. */
    public static void main(String[] args) throws IOException {
        AtomicLong clock = new AtomicLong(Floor.START);
        Floor floor = Floor.onDisk(Path.of(args[0], "data"), clock);
        floor.prepare();
        RandomDesk desk = new RandomDesk(floor, 13);
        for (int i = 0; i < 250; i++) {
            desk.step();
        }
        StringBuilder text = new StringBuilder().append(clock.get()).append('\n');
        settled(floor)
                .forEach((key, row) -> text.append(key).append('\t').append(row).append('\n'));
        Files.writeString(Path.of(args[0], "rows"), text);
        Runtime.getRuntime().halt(9);
    }

    @Test
    void aBookAfterAKillHasTheSameRows() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-opens",
                "java.base/sun.nio.ch=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                RestartTest.class.getName(),
                dir.toString()));
        Process killed = new ProcessBuilder(command).inheritIO().start();
        assertTrue(killed.waitFor(180, TimeUnit.SECONDS));
        assertEquals(9, killed.exitValue());
        List<String> lines = Files.readAllLines(dir.resolve("rows"));
        Map<String, String> before = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int tab = line.indexOf('\t');
            before.put(line.substring(0, tab), line.substring(tab + 1));
        }
        assertTrue(before.size() > 500, () -> before.size() + " rows");
        try (Floor floor = Floor.onDisk(dir.resolve("data"), new AtomicLong(Long.parseLong(lines.getFirst())))) {
            same(before, settled(floor), "after a kill");
        }
    }

    private static void same(Map<String, String> expected, Map<String, String> actual, String what) {
        for (Map.Entry<String, String> row : expected.entrySet()) {
            assertEquals(row.getValue(), actual.get(row.getKey()), row.getKey() + " " + what);
        }
        assertEquals(expected.keySet(), actual.keySet(), what);
    }
}
