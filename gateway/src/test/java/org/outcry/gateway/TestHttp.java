package org.outcry.gateway;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP without a client library, for requests no library would send. One exchange for each connection. */
final class TestHttp {
    private final int port;
    private final int patienceMillis;

    private TestHttp(int port, int patienceMillis) {
        this.port = port;
        this.patienceMillis = patienceMillis;
    }

    static TestHttp to(int port) {
        return new TestHttp(port, 10_000);
    }

    /** For requests that may never be complete, so that no answer is an answer too. */
    static TestHttp hasty(int port) {
        return new TestHttp(port, 1_000);
    }

    /** Sends the text as Latin-1 and reads one answer; status 0 when the connection ends without one. */
    Reply exchange(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(patienceMillis);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream());
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    return new Reply(0, head.toString(), "");
                }
                head.append((char) c);
            }
            int at = head.toString().toLowerCase(Locale.ROOT).indexOf("content-length:");
            int length = at < 0
                    ? 0
                    : Integer.parseInt(
                            head.substring(at + 15, head.indexOf("\r", at)).strip());
            return new Reply(
                    Integer.parseInt(head.substring(9, 12)),
                    head.toString(),
                    new String(in.readNBytes(length), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Reply(0, e.getMessage(), "");
        }
    }

    record Reply(int status, String head, String body) {}
}
