package org.outcry.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.outcry.bench.process.Jvm;

/** Where and with what a run was made. */
final class Facts {
    private Facts() {}

    static Map<String, String> of(Path home, String size) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "date",
                OffsetDateTime.now(ZoneOffset.UTC)
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)));
        facts.put("machine", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + memory());
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("flags", String.join(" ", Jvm.PRODUCT_FLAGS).replace("java.base/", ""));
        facts.put("commit", commit(home));
        facts.put("load before the run", load());
        facts.put("size of the run", size);
        facts.put(
                "settings",
                "product: --profile open --latency balanced unless a row says otherwise, log synced before an answer; "
                        + "clients, servers and peers share the machine, each in a process of its own");
        return facts;
    }

    /** Other work on the machine shows here; on an idle one it is near 0. */
    private static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f processes running or waiting, average of the last minute",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processor() {
        return line(Path.of("/proc/cpuinfo"), "model name");
    }

    private static String memory() {
        String kilobytes = line(Path.of("/proc/meminfo"), "MemTotal").replaceAll("[^0-9]", "");
        return kilobytes.isEmpty() ? "memory unknown" : Long.parseLong(kilobytes) / (1 << 20) + " GiB";
    }

    private static String line(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(text -> text.startsWith(name))
                    .map(text -> text.substring(text.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    private static String commit(Path home) {
        try {
            Process git = new ProcessBuilder("git", "-C", home.toString(), "describe", "--always", "--dirty").start();
            String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? text : "unknown";
        } catch (IOException noGit) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
