package org.outcry.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.gateway.GatewaySettings.Tls;

/** Real handshakes with a certificate made for the test, and what is said of files that cannot work. */
@Timeout(120)
class TlsTest {
    private static final char[] PASSWORD = "only-for-this-test".toCharArray();

    @TempDir
    static Path directory;

    private static Tls ec;
    private static Tls rsa;
    private static SSLContext trusting;

    @BeforeAll
    static void makeCertificates() throws Exception {
        KeyStore store = pair("ec", "EC", "-groupname", "secp256r1");
        ec = pem(store, "ec");
        rsa = pem(pair("rsa", "RSA", "-keysize", "2048"), "rsa");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("gateway", store.getCertificate("gateway"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        trusting = SSLContext.getInstance("TLS");
        trusting.init(null, trust.getTrustManagers(), null);
    }

    private static KeyStore pair(String name, String algorithm, String... more) throws Exception {
        Path file = directory.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString()));
        command.addAll(List.of(more));
        Path log = directory.resolve(name + ".log");
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(keytool.waitFor(60, TimeUnit.SECONDS), "keytool ends");
        assertEquals(0, keytool.exitValue(), () -> "keytool: " + log);
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static Tls pem(KeyStore store, String name) throws Exception {
        return new Tls(
                write(
                        name + ".crt",
                        "CERTIFICATE",
                        store.getCertificate("gateway").getEncoded()),
                write(
                        name + ".key",
                        "PRIVATE KEY",
                        store.getKey("gateway", PASSWORD).getEncoded()));
    }

    private static Path write(String name, String kind, byte[] der) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END " + kind + "-----\n");
    }

    private static String refusal(Path certificate, Path key) {
        return assertThrows(
                        IllegalStateException.class,
                        () -> TestGateway.start(settings -> settings.withTls(Optional.of(new Tls(certificate, key))))
                                .close())
                .getMessage();
    }

    @Test
    void httpsAndWssSpeakToThoseWhoTrustTheCertificate() throws Exception {
        try (TestGateway gateway = TestGateway.start(settings -> settings.withTls(Optional.of(ec)));
                HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
            gateway.server.attach(new FakeDesk().answer("ListAccounts", 200, "{\"success\":true,\"accounts\":[]}"));
            String authority = "localhost:" + gateway.port();
            HttpResponse<String> reply = client.send(
                    HttpRequest.newBuilder(URI.create("https://" + authority + "/v1/api/accounts"))
                            .header("Authorization", "Bearer " + gateway.token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(200, reply.statusCode());
            assertEquals("{\"success\":true,\"accounts\":[]}", reply.body());
            assertEquals("TLSv1.3", reply.sslSession().orElseThrow().getProtocol());
            CompletableFuture<String> text = new CompletableFuture<>();
            WebSocket socket = client.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + gateway.token)
                    .buildAsync(URI.create("wss://" + authority + "/ws/stream"), new FirstText(text))
                    .get(30, TimeUnit.SECONDS);
            socket.sendText("{\"action\":\"rpc\",\"id\":1,\"api\":\"ListAccounts\"}", true);
            assertEquals("{\"id\":1,\"data\":{\"success\":true,\"accounts\":[]}}", text.get(30, TimeUnit.SECONDS));
            socket.abort();
        }
    }

    @Test
    void strangersAndPlainTextGetNoAnswer() throws Exception {
        try (TestGateway gateway = TestGateway.start(settings -> settings.withTls(Optional.of(rsa)));
                HttpClient client = HttpClient.newBuilder().sslContext(trusting).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.port() + "/healthz"))
                    .build();
            assertThrows(
                    SSLHandshakeException.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
            assertEquals(
                    0,
                    TestHttp.to(gateway.port())
                            .exchange("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .status());
        }
    }

    @Test
    void filesThatCannotWorkAreNamedBeforeAnythingListens() throws Exception {
        Path absent = directory.resolve("absent.pem");
        Path garbage = Files.writeString(directory.resolve("garbage.pem"), "no certificate here\n");
        String whole = Files.readString(ec.key());
        Path cut = Files.writeString(directory.resolve("cut.key"), whole.substring(0, whole.length() / 2));
        Path locked = Files.writeString(
                directory.resolve("locked.key"), whole.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
        Path damaged = write("damaged.key", "PRIVATE KEY", new byte[] {1, 2, 3});
        assertEquals("The TLS certificate " + absent + " does not exist", refusal(absent, ec.key()));
        assertEquals("The TLS key " + absent + " does not exist", refusal(ec.certificate(), absent));
        assertEquals("The TLS certificate " + directory + " cannot be read", refusal(directory, ec.key()));
        assertEquals("The TLS certificate " + garbage + " holds no PEM certificate", refusal(garbage, ec.key()));
        assertEquals("The TLS certificate " + ec.key() + " holds no PEM certificate", refusal(ec.key(), ec.key()));
        assertEquals("The TLS key " + garbage + " holds no PEM private key", refusal(ec.certificate(), garbage));
        assertEquals("The TLS key " + cut + " is cut short", refusal(ec.certificate(), cut));
        assertTrue(refusal(ec.certificate(), locked).contains("is encrypted"));
        assertTrue(refusal(ec.certificate(), rsa.key()).contains("not of the certificate's kind (EC)"));
        String message = refusal(ec.certificate(), damaged);
        assertTrue(message.contains("is damaged"), message);
        Tls other = pem(pair("other", "EC", "-groupname", "secp256r1"), "other");
        String mismatch = refusal(ec.certificate(), other.key());
        assertEquals(
                "The TLS key " + other.key() + " does not belong to the certificate " + ec.certificate(), mismatch);
        assertFalse(mismatch.contains(Files.readString(other.key()).substring(30, 60)));
    }

    /** Keeps the first whole text. */
    private record FirstText(CompletableFuture<String> text, StringBuilder parts) implements WebSocket.Listener {
        FirstText(CompletableFuture<String> text) {
            this(text, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                text.complete(parts.toString());
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
