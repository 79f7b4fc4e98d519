package org.outcry.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client to be killed: places orders number 0 to n, each under a key of its own, several at a time, and prints a line for each
 * that is answered. Knows nothing of what an earlier run of it has done.
 */
final class IdempotentClient {
    private static final int AT_ONCE = 8;

    private IdempotentClient() {}

    /** Arguments: URL, token, how many orders. */
    public static void main(String[] words) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(20))
                .build();
        int orders = Integer.parseInt(words[2]);
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            workers.submit(() -> {
                for (int number = next.getAndIncrement(); number < orders; number = next.getAndIncrement()) {
                    place(client, words[0], words[1], number);
                }
            });
        }
        workers.shutdown();
        System.exit(workers.awaitTermination(300, TimeUnit.SECONDS) ? 0 : 1);
    }

    /** The order of a number, always the same. */
    static HttpRequest request(String url, String token, int number) {
        return HttpRequest.newBuilder(URI.create(url + "/v1/api/accounts/Sim101/orders/place"))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "thousand-" + number)
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"instrument":"MES","action":"%s","quantity":1,"orderType":"MARKET","timeInForce":"DAY"}""".formatted(number % 2 == 0 ? "BUY" : "SELL")))
                .build();
    }

    private static void place(HttpClient client, String url, String token, int number) {
        try {
            HttpResponse<String> answer =
                    client.send(request(url, token, number), HttpResponse.BodyHandlers.ofString());
            System.out.println(answer.statusCode() + " " + number + " "
                    + answer.headers().firstValue("Idempotency-Replayed").orElse("first"));
        } catch (IOException e) {
            System.out.println("lost " + number + " " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
