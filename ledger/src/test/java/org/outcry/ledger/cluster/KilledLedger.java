package org.outcry.ledger.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.trading.TradingStream;

/** A ledger in a process of its own that trades, tells each acknowledged order, and is killed. */
public final class KilledLedger {
    private KilledLedger() {}

    /** One acknowledged order: the key it was sent with and its id. */
    public record Acknowledged(long key, long orderId) {}

    /** What the ledger is run on: how it syncs, and the environment of its process. */
    public record Store(int fileSyncLevel, Map<String, String> environment) {
        static final Store PLAIN = new Store(1, Map.of());
    }

    /** Trades until that many lines were read, then kills the process; everything read was acknowledged. */
    public static List<Acknowledged> write(Path dir, int orders) throws IOException {
        return write(dir, orders, Store.PLAIN);
    }

    /** As {@link #write(Path, int)}, on that store. */
    public static List<Acknowledged> write(Path dir, int orders, Store store) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String opened : List.of("jdk.internal.misc", "sun.nio.ch")) {
            command.add("--add-opens");
            command.add("java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledLedger.class.getName(),
                dir.toString(),
                Integer.toString(store.fileSyncLevel())));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(store.environment());
        Process process = builder.start();
        List<Acknowledged> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                if (line.startsWith("order ")) {
                    String[] words = line.split(" ", -1);
                    acknowledged.add(new Acknowledged(Long.parseLong(words[1]), Long.parseLong(words[2])));
                    if (acknowledged.size() == orders) {
                        process.destroyForcibly();
                        break;
                    }
                }
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly();
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (acknowledged.size() < orders) {
            throw new IOException("the child ended after " + acknowledged.size() + " orders");
        }
        return acknowledged;
    }

    /** The child: defines or goes on, and prints each order once it is acknowledged. */
    public static void main(String[] args) {
        Path dir = Path.of(args[0]);
        // Buffers in the data directory: what a killed process leaves in shared memory, nobody would remove.
        TestLedger ledger = new TestLedger(TestLedger.settings(dir)
                .withSharedMemory(dir.resolve("none"))
                .withFileSyncLevel(Integer.parseInt(args[1])));
        boolean fresh = ledger.ledger.views().user("trader").isEmpty();
        TradingStream stream = new TradingStream(ledger.ledger.appliedNanos());
        if (fresh) {
            stream.define(ledger::ask, 3);
            ledger.ledger.snapshot();
        } else {
            long user = ledger.ledger.views().user("trader").orElseThrow().userId();
            stream.resume(
                    ledger.ledger.views().accounts(user).stream()
                            .map(account -> account.accountId())
                            .toList(),
                    ledger.ledger.appliedNanos());
        }
        long key = ledger.ledger.appliedNanos();
        while (true) {
            long sent = ++key;
            stream.step((timeNanos, command) -> {
                ledger.clock.set(Math.max(ledger.clock.get(), timeNanos));
                Outcome outcome = ledger.ask(new CommandKey(sent, 1), command);
                if (command instanceof Command.PlaceOrder && outcome.id() != 0) {
                    System.out.println("order " + sent + " " + outcome.id());
                }
                return outcome;
            });
        }
    }
}
