package org.outcry.bench.floor;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A bare Vert.x server that sends every tick to every socket, skipping sockets whose queue is full. Each event loop has its own
 * sockets. Arguments: event loops, bytes of a message. The parent says {@code rate N} (ticks a second). Prints {@code READY port}.
 */
public final class FanoutFloor {
    private static volatile double perSecond;

    private FanoutFloor() {}

    public static void main(String[] words) throws Exception {
        Vertx vertx = Vertx.vertx();
        int size = Integer.parseInt(words[1]);
        vertx.deployVerticle(() -> new Server(size), new DeploymentOptions().setInstances(Integer.parseInt(words[0])))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        System.out.println("READY " + Server.port);
        Parent.listen(line -> {
            if (line.startsWith("rate ")) {
                perSecond = Double.parseDouble(line.substring(5));
            }
        });
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** One instance on each event loop, one shared port. */
    private static final class Server extends AbstractVerticle {
        private static volatile int port;
        private final int size;
        private final Set<ServerWebSocket> sockets = new LinkedHashSet<>();
        private long next = System.nanoTime();

        Server(int size) {
            this.size = size;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(-1))
                    .webSocketHandler(socket -> {
                        sockets.add(socket);
                        socket.closeHandler(closed -> sockets.remove(socket));
                    })
                    .listen()
                    .onSuccess(server -> {
                        port = server.actualPort();
                        started.complete();
                    })
                    .onFailure(started::fail);
            vertx.setPeriodic(1, timer -> tick());
        }

        /** Sends one message when one is due; what fell due meanwhile is conflated into it. */
        private void tick() {
            long now = System.nanoTime();
            double rate = perSecond;
            if (rate <= 0 || now < next) {
                return;
            }
            next = Math.max(next + (long) (1e9 / rate), now - (long) (1e9 / rate));
            String text = message(size, now);
            for (ServerWebSocket socket : sockets) {
                if (!socket.writeQueueFull()) {
                    socket.writeTextMessage(text);
                }
            }
        }
    }

    /** A quote-like text of the given size that carries the sender's clock. */
    static String message(int size, long nanos) {
        StringBuilder text = new StringBuilder(size)
                .append("{\"type\":\"marketData\",\"quotes\":[{\"instrument\":\"ES 12-26\",\"bid\":6750.25,")
                .append("\"ask\":6750.5,\"last\":6750.25,\"volume\":381210,\"stamp\":")
                .append(nanos)
                .append(",\"pad\":\"");
        while (text.length() < size - 4) {
            text.append('x');
        }
        return text.append("\"}]}").toString();
    }
}
