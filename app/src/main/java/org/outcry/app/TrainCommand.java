package org.outcry.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.ledger.cluster.Rehearsal;
import picocli.CommandLine.Command;

/**
 * Runs the product once over a throw-away directory, so that the JDK can note which classes a start loads and which code a
 * recovery runs (an AOT cache), and later starts are ready sooner. The build calls it; a person has no use for it.
 */
@Command(name = "train", hidden = true, description = "Used by the build.")
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("outcry-train");
        try {
            DataDirectory data = DataDirectory.open(directory.resolve("data"));
            Logs.into(data.logs());
            ListenOptions listen = new ListenOptions();
            listen.port = Optional.of(0);
            try (WholeServer server = WholeServer.start("development", 0, data, listen, new MarketOptions())) {
                trade("http://127.0.0.1:" + server.port(), server.token().orElse(""));
            }
            Rehearsal.run(directory.resolve("rehearsal"));
        } finally {
            DataDirectory.delete(directory);
        }
        return 0;
    }

    private static void trade(String base, String token) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : List.of(
                    "/readyz",
                    "/metrics",
                    "/v1/api/accounts",
                    "/v1/api/positions",
                    "/v1/api/market/quote?instrument=ES",
                    "/v1/api/accounts/Sim101/orders")) {
                client.send(request(base + path, token).build(), BodyHandlers.discarding());
            }
            String order = """
                    {"instrument":"ES","action":"BUY","quantity":1,"orderType":"MARKET","timeInForce":"DAY"}""";
            client.send(
                    request(base + "/v1/api/accounts/Sim101/orders/place", token)
                            .POST(BodyPublishers.ofString(order))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    private static HttpRequest.Builder request(String uri, String token) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }
}
