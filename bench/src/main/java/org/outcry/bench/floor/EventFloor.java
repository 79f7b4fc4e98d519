package org.outcry.bench.floor;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A bare Vert.x server that writes every tick to every response as a Server-Sent Event, skipping responses whose queue is full.
 * Each event loop has its own. Arguments: event loops, bytes of a message. The parent says {@code rate N} (ticks a second). Prints
 * {@code READY port}.
 */
public final class EventFloor {
    private static volatile double perSecond;

    private EventFloor() {}

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
        private final Set<HttpServerResponse> readers = new LinkedHashSet<>();
        private long next = System.nanoTime();

        Server(int size) {
            this.size = size;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(-1))
                    .requestHandler(request -> {
                        HttpServerResponse response = request.response();
                        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
                        response.closeHandler(closed -> readers.remove(response));
                        response.writeHead();
                        readers.add(response);
                    })
                    .listen()
                    .onSuccess(server -> {
                        port = server.actualPort();
                        started.complete();
                    })
                    .onFailure(started::fail);
            vertx.setPeriodic(1, timer -> tick());
        }

        /** Sends one event when one is due; what fell due meanwhile is conflated into it. */
        private void tick() {
            long now = System.nanoTime();
            double rate = perSecond;
            if (rate <= 0 || now < next) {
                return;
            }
            next = Math.max(next + (long) (1e9 / rate), now - (long) (1e9 / rate));
            String text = "data: " + FanoutFloor.message(size, now) + "\n\n";
            for (HttpServerResponse reader : readers) {
                if (!reader.writeQueueFull()) {
                    reader.write(text);
                }
            }
        }
    }
}
