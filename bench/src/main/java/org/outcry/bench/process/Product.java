package org.outcry.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.util.concurrent.locks.LockSupport;
import org.outcry.harness.net.FreePorts;
import org.outcry.tradovate.Domain;

/** The built product in a process of its own, on loopback, started as the launcher script does. One thread. */
public final class Product implements AutoCloseable {
    /** 43 characters, as the product's own tokens. */
    private static final String TOKEN = "bench-bench-bench-bench-bench-bench-bench-b";

    /** Of the user {@code trader} at the Tradovate domains. */
    public static final String PASSWORD = "bench bench bench 1";

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final Child child;
    private final int port;
    private final long readyNanos;

    private Product(Child child, int port, long readyNanos) {
        this.child = child;
        this.port = port;
        this.readyNanos = readyNanos;
    }

    /** {@code outcry start} with the open profile; returns when it is ready. */
    public static Product start(Path home, Path data, String... words) {
        return launch(List.of(), home, "start", data, words);
    }

    /** The same with options for its JVM. */
    public static Product startWith(List<String> flags, Path home, Path data) {
        return launch(flags, home, "start", data);
    }

    /** {@code outcry gateway} with the open profile; returns when it answers. */
    public static Product gateway(Path home, Path data) {
        return launch(List.of(), home, "gateway", data);
    }

    private static Product launch(List<String> flags, Path home, String command, Path data, String... words) {
        Path jar = home.resolve("app/target/outcry/outcry.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException("the product is not built: run ./outcry build");
        }
        int port = FreePorts.row();
        List<String> line = new ArrayList<>();
        line.add(Jvm.java());
        line.addAll(Jvm.PRODUCT_FLAGS);
        line.addAll(flags);
        Path cache = jar.resolveSibling("outcry.aot");
        if (Files.exists(cache)) {
            line.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        line.addAll(List.of("-jar", jar.toString(), command, "--port", "" + port, "--data", data.toString()));
        line.addAll(List.of("--profile", "open"));
        line.addAll(List.of(words));
        long start = System.nanoTime();
        Child child =
                Child.start("outcry " + command, line, Map.of("OUTCRY_TOKEN", TOKEN, "OUTCRY_PASSWORD", PASSWORD));
        try {
            if (command.equals("start")) {
                awaitReady(child, port, start);
            } else {
                child.awaitLine(text -> text.contains("gateway   http"), PATIENCE);
            }
            return new Product(child, port, System.nanoTime() - start);
        } catch (RuntimeException e) {
            child.kill();
            throw e;
        }
    }

    private static void awaitReady(Child child, int port, long start) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz"))
                .timeout(Duration.ofSeconds(5))
                .build();
        while (System.nanoTime() - start < PATIENCE.toNanos() && child.isAlive()) {
            try {
                if (HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200 && child.isAlive()) {
                    return;
                }
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("not ready:\n" + child.text());
    }

    public Child child() {
        return child;
    }

    /** From exec to the first 200 of {@code /readyz}. */
    public long readyNanos() {
        return readyNanos;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The address of a Tradovate domain: the ports after the gateway's own. */
    public InetSocketAddress address(Domain domain) {
        int offset = switch (domain) {
            case DEMO -> 1;
            case LIVE -> 2;
            case MD -> 3;
            case REPLAY -> 4;
        };
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port + offset);
    }

    public URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + path);
    }

    /** What every request carries. */
    public Map<String, String> authorization() {
        return Map.of("Authorization", "Bearer " + TOKEN);
    }

    /** One call outside any measurement; throws unless it is answered 200. */
    public byte[] call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri("http", path))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(40))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + " "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path + ":\n" + child.text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a request for the load client. */
    public byte[] request(String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + TOKEN
                        + "\r\n"
                        + (bytes.length == 0
                                ? ""
                                : "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n")
                        + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = java.util.Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, request, start.length, bytes.length);
        return request;
    }

    @Override
    public void close() {
        child.kill();
    }
}
