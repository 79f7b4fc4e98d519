package org.outcry.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.outcry.contract.Contract;

/** One process of the built product and a client for it. Output goes to files that survive a failed test. */
final class Product implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    final Process process;
    final Path output;
    private String url = "";
    private String token = "";

    private Product(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code outcry} with these words and waits for its printed URL. */
    static Product start(Path data, String... words) throws Exception {
        return start(data, Map.of(), words);
    }

    static Product start(Path data, Map<String, String> environment, String... words) throws Exception {
        Product product = launch(data, environment, words);
        try {
            product.awaitReady();
        } catch (Exception | AssertionError e) {
            product.kill();
            throw e;
        }
        return product;
    }

    /**
     * Starts with a fresh file system of that size mounted on a directory, which this process alone sees there. Needs the right to
     * make mount namespaces: root has it, and so have users on most machines.
     */
    static Product startUnder(Path mount, String size, Path data, Map<String, String> environment, String... words)
            throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        List<String> line = new ArrayList<>(List.of(
                "unshare",
                root ? "--mount" : "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs -o size=" + size + " tmpfs \"$0\" && exec \"$@\"",
                mount.toString()));
        line.addAll(line(words));
        Product product = launch(data, environment, line);
        try {
            product.awaitReady();
        } catch (Exception | AssertionError e) {
            product.kill();
            throw e;
        }
        return product;
    }

    /** A path as the process sees it, through its own mounts. */
    Path seen(Path path) {
        return Path.of("/proc", Long.toString(process.pid()), "root" + path);
    }

    /** Starts without waiting. */
    static Product launch(Path data, Map<String, String> environment, String... words) throws IOException {
        return launch(data, environment, line(words));
    }

    private static Product launch(Path data, Map<String, String> environment, List<String> command) throws IOException {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--data", data.toString()));
        Files.createDirectories(data);
        Path output = Files.createTempFile(data.getParent(), "outcry-", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OUTCRY_"));
        builder.environment()
                .put("OUTCRY_SHARED_MEMORY", SharedMemory.directory().toString());
        builder.environment().putAll(environment);
        return new Product(builder.start(), output);
    }

    /** The command line that runs {@code outcry} with these words. */
    static List<String> line(String... words) {
        List<String> line = new ArrayList<>(jvm());
        line.addAll(StartCache.options());
        line.addAll(List.of("-Xmx1g", "-jar", jar().toString()));
        line.addAll(List.of(words));
        return line;
    }

    /** The virtual machine with what every run of the product needs. */
    static List<String> jvm() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(System.getProperty("outcry.jvm").split(" ")));
        line.add("-XX:+UseCompactObjectHeaders");
        return line;
    }

    static Path jar() {
        return Path.of(System.getProperty("outcry.jar")).toAbsolutePath().normalize();
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            // The banner is printed line by line; its data line comes after the URL's and the token's.
            boolean whole = text().contains("\n  data ");
            for (String line : Files.readAllLines(output)) {
                int at = line.indexOf("http");
                if (url.isEmpty() && at >= 0 && line.contains("gateway")) {
                    url = line.substring(at).strip().split("\\s")[0].replaceAll("/+$", "");
                }
                if (line.contains("token") && line.strip().split("\\s+").length == 2) {
                    token = line.strip().split("\\s+")[1];
                }
            }
            if (whole && httpStatus("/readyz") == 200) {
                return;
            }
            if (!process.isAlive()) {
                throw new AssertionError("exited with " + process.exitValue() + " before it was ready:\n" + text());
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not ready in " + PATIENCE + ":\n" + text());
    }

    private int httpStatus(String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String url() {
        return url;
    }

    String token() {
        return token;
    }

    Product withToken(String other) {
        token = other;
        return this;
    }

    String text() throws IOException {
        return Files.readString(output);
    }

    /** For messages of failed tests. */
    String textOrNothing() {
        try {
            return text();
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    /** GET, POST or PUT; the answer with its status under {@code _status}. */
    JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body);
        JsonNode json = JSON.readTree(response.body());
        Contract.rest(method, path, response.statusCode(), json);
        return json.isObject()
                ? ((com.fasterxml.jackson.databind.node.ObjectNode) json).put("_status", response.statusCode())
                : json;
    }

    HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return call("GET", path, "");
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    /** Buys or sells at the market in account Sim101 and gives the answer. */
    JsonNode market(String action, String instrument, int quantity) throws IOException, InterruptedException {
        return post("/v1/api/accounts/Sim101/orders/place", """
                {"instrument":"%s","action":"%s","quantity":%d,"orderType":"MARKET","timeInForce":"DAY"}""".formatted(instrument, action, quantity));
    }

    /** Asks until the condition holds, at most {@code PATIENCE}. */
    JsonNode await(String path, java.util.function.Predicate<JsonNode> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode last = get(path);
        while (!condition.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never came true for " + path + ", last answer " + last);
            }
            Thread.sleep(50);
            last = get(path);
        }
        return last;
    }

    /** Asks until the path answers with that status, at most {@code PATIENCE}. */
    HttpResponse<String> awaitStatus(String path, int status) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> last = send("GET", path, "");
        while (last.statusCode() != status) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("never " + status + " for " + path + ": " + last.body());
            }
            Thread.sleep(50);
            last = send("GET", path, "");
        }
        return last;
    }

    /** SIGKILL, as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("does not die");
        }
    }

    /** SIGTERM; gives the exit value. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("ignores SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Runs a program to its end and gives what it printed; fails when it exits with anything but 0. */
    static String run(Duration patience, Map<String, String> environment, String... line) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process program = builder.start();
        StringBuilder text = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines().forEach(read -> text.append(read).append('\n'));
            } catch (IOException e) {
                text.append(e);
            }
        });
        if (!program.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            program.destroyForcibly();
            throw new AssertionError(String.join(" ", line) + " did not end in " + patience + ":\n" + text);
        }
        reader.join(5_000);
        if (program.exitValue() != 0) {
            throw new AssertionError(String.join(" ", line) + " exited with " + program.exitValue() + ":\n" + text);
        }
        return text.toString();
    }
}
