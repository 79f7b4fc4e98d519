package org.outcry.bench.floor;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A bare Vert.x server: one route that answers GET and POST with fixed bytes, and a WebSocket that echoes, and
 * answers {@code answer} with the same bytes. Arguments: file with
 * the bytes, event loops. Prints {@code READY port}.
 */
public final class RouteFloor {
    private RouteFloor() {}

    public static void main(String[] words) throws Exception {
        Buffer answer = Buffer.buffer(Files.readAllBytes(Path.of(words[0])));
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(() -> new Server(answer), new DeploymentOptions().setInstances(Integer.parseInt(words[1])))
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        System.out.println("READY " + Server.port);
        Parent.awaitEnd();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** One instance on each event loop, one shared port. */
    private static final class Server extends AbstractVerticle {
        private static volatile int port;
        private final Buffer answer;
        private final String words;

        Server(Buffer answer) {
            this.answer = answer;
            this.words = answer.toString();
        }

        @Override
        public void start(io.vertx.core.Promise<Void> started) {
            Router router = Router.router(vertx);
            router.post("/*")
                    .handler(context -> context.request()
                            .body()
                            .onSuccess(body -> context.response()
                                    .putHeader("Content-Type", "application/json")
                                    .end(answer)));
            router.get("/*")
                    .handler(context -> context.response()
                            .putHeader("Content-Type", "application/json")
                            .end(answer));
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(-1))
                    .requestHandler(router)
                    .webSocketHandler(socket -> socket.textMessageHandler(
                            text -> socket.writeFinalTextFrame(text.equals("answer") ? words : text)))
                    .listen()
                    .onSuccess(server -> {
                        port = server.actualPort();
                        started.complete();
                    })
                    .onFailure(started::fail);
        }
    }
}
