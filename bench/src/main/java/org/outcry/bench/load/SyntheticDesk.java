package org.outcry.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.LinkCodec;
import org.outcry.link.LinkLimits;
import org.outcry.link.LinkMessage;
import org.outcry.link.RawJson;
import org.outcry.wire.MalformedJson;

/**
 * A desk that dials a gateway and knows one thing: how to send quotes of one instrument at a given rate. It resolves every name
 * to that instrument.
 */
public final class SyntheticDesk implements AutoCloseable {
    private static final String INSTRUMENT = "ES 12-26";

    private final WebSocketCaller link;
    private final int quoteBytes;
    private final CountDownLatch welcome = new CountDownLatch(1);
    private volatile int perSecond;
    private volatile boolean closing;

    /**
     * Dials and waits for the welcome.
     *
     * @param quoteBytes length of one quote object in bytes
     */
    public SyntheticDesk(URI uri, Map<String, String> headers, int quoteBytes)
            throws IOException, InterruptedException {
        this.quoteBytes = quoteBytes;
        link = WebSocketCaller.open(uri, headers);
        link.send(
                LinkCodec.encode(new LinkMessage.Hello(new DeskLink.Hello(LinkLimits.PROTOCOL, "bench", "synthetic"))));
        Thread.ofPlatform().name("desk-listen").daemon(true).start(this::listen);
        if (!welcome.await(60, TimeUnit.SECONDS)) {
            throw new IOException("no welcome from " + uri);
        }
        Thread.ofPlatform().name("desk-quotes").daemon(true).start(this::quote);
    }

    /** Quotes a second from now on. */
    public void rate(int quotesPerSecond) {
        perSecond = quotesPerSecond;
    }

    private void listen() {
        try {
            while (!closing) {
                switch (LinkCodec.decode(link.receive())) {
                    case LinkMessage.Welcome _ -> welcome.countDown();
                    case LinkMessage.Request(DeskRequest request) -> answer(request);
                    default -> {
                        // Wishes and heartbeats need no answer: this desk sends its quotes to everybody.
                    }
                }
            }
        } catch (IOException | MalformedJson e) {
            end(e);
        }
    }

    private void answer(DeskRequest request) throws IOException {
        StringBuilder body = new StringBuilder("{\"success\":true,\"resolved\":{");
        String separator = "";
        for (JsonNode name : request.args().path("instruments")) {
            body.append(separator).append(name).append(":\"").append(INSTRUMENT).append('"');
            separator = ",";
        }
        DeskReply reply = new DeskReply(200, body.append("}}").toString().getBytes(StandardCharsets.UTF_8));
        link.send(LinkCodec.encode(new LinkMessage.Reply(request.id(), reply.status(), new RawJson(reply.body()))));
    }

    private void quote() {
        long next = System.nanoTime();
        long heartbeat = next;
        try {
            while (!closing) {
                long now = System.nanoTime();
                if (now - heartbeat >= TimeUnit.MILLISECONDS.toNanos(LinkLimits.HEARTBEAT_MILLIS)) {
                    heartbeat = now;
                    link.send(LinkCodec.encode(new LinkMessage.Heartbeat()));
                }
                int rate = perSecond;
                if (rate > 0 && now >= next) {
                    next = Math.max(next + 1_000_000_000L / rate, now - 1_000_000_000L / rate);
                    link.send(LinkCodec.encode(new LinkMessage.Quotes(
                            List.of(new LinkMessage.Quotes.Quote(INSTRUMENT, new RawJson(text(now)))))));
                } else {
                    LockSupport.parkNanos(200_000);
                }
            }
        } catch (IOException e) {
            end(e);
        }
    }

    private byte[] text(long nanos) {
        StringBuilder text = new StringBuilder(quoteBytes)
                .append("{\"instrument\":\"" + INSTRUMENT + "\",\"bid\":6750.25,")
                .append("\"ask\":6750.5,\"last\":6750.25,\"volume\":381210,\"stamp\":")
                .append(nanos)
                .append(",\"pad\":\"");
        while (text.length() < quoteBytes - 2) {
            text.append('x');
        }
        return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void end(Exception reason) {
        if (!closing) {
            throw new IllegalStateException("the link broke", reason);
        }
    }

    @Override
    public void close() throws IOException {
        closing = true;
        link.close();
    }
}
