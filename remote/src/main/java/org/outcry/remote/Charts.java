package org.outcry.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.outcry.market.Bar;
import org.outcry.remote.picture.Library.Known;
import org.outcry.remote.picture.Wire;
import org.outcry.remote.socket.RemoteSocket;

/**
 * Charts on their way: history in packets until its end is told. Live bars, which would follow, are nobody's wish, so each chart is
 * canceled when its history is there, or when nobody waits for it any more. {@link #read} belongs to any thread but the owner's, the
 * rest to the owner's.
 */
final class Charts {
    /** At once; one more is refused. */
    private static final int MAX_CHARTS = 64;

    private static final int OK = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long patienceMillis;
    private final Executor owner;
    private final Asker asker;
    private final Map<Long, Chart> charts = new HashMap<>();

    /** The way to the other side; the listener hears once. */
    interface Asker {
        void ask(String endpoint, ObjectNode body, RemoteSocket.ReplyListener listener);
    }

    private static final class Chart {
        private final Known contract;
        private final long periodNanos;
        private final List<Bar> bars = new ArrayList<>();
        private final CompletableFuture<List<Bar>> whole = new CompletableFuture<>();

        private Chart(Known contract, long periodNanos) {
            this.contract = contract;
            this.periodNanos = periodNanos;
        }

        private void fail(String reason) {
            whole.completeExceptionally(new IllegalStateException(reason));
        }
    }

    Charts(RemoteTimings timings, Executor owner, Asker asker) {
        this.patienceMillis = 2 * timings.connect().toMillis();
        this.owner = owner;
        this.asker = asker;
    }

    /**
     * Waits for a chart.
     *
     * @return its bars, each once, in no order
     * @throws IllegalStateException when none comes
     */
    List<Bar> read(ObjectNode body, Known contract, long periodNanos) {
        Chart chart = new Chart(contract, periodNanos);
        // Its end, whichever it is, cancels it over there: one that is given up must not keep its place.
        chart.whole.orTimeout(patienceMillis, TimeUnit.MILLISECONDS);
        owner.execute(() -> ask(body, chart));
        try {
            return chart.whole.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the remote environment sent no chart", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            chart.fail("interrupted");
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void ask(ObjectNode body, Chart chart) {
        if (charts.size() >= MAX_CHARTS) {
            chart.fail("too many charts");
            return;
        }
        asker.ask("md/getChart", body, new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                if (status != OK || !data.has("historicalId")) {
                    chart.fail("no chart: " + data.path("errorText").asText());
                    return;
                }
                charts.put(data.path("historicalId").asLong(), chart);
                chart.whole.whenComplete((_, _) -> owner.execute(() -> cancel(data)));
            }

            @Override
            public void onLost() {
                chart.fail("not connected");
            }
        });
    }

    private void cancel(JsonNode ids) {
        charts.remove(ids.path("historicalId").asLong());
        ObjectNode body = JSON.createObjectNode()
                .put("subscriptionId", ids.path("realtimeId").asLong());
        asker.ask("md/cancelChart", body, new RemoteSocket.ReplyListener() {
            @Override
            public void onReply(int status, JsonNode data) {
                // Gone, or it never was.
            }

            @Override
            public void onLost() {
                // It ended with its connection.
            }
        });
    }

    /** A part of a chart has come. */
    void packet(JsonNode packet) {
        Chart chart = charts.get(packet.path("id").asLong());
        if (chart == null) {
            return;
        }
        for (JsonNode bar : packet.path("bars")) {
            long open = Wire.nanos(bar.path("timestamp"), 0);
            chart.bars.add(new Bar(
                    open,
                    open + chart.periodNanos,
                    price(bar, "open", chart),
                    price(bar, "high", chart),
                    price(bar, "low", chart),
                    price(bar, "close", chart),
                    bar.path("upVolume").asLong() + bar.path("downVolume").asLong(),
                    bar.path("upTicks").asLong() + bar.path("downTicks").asLong()));
        }
        if (packet.path("eoh").asBoolean()) {
            // A bar may come twice; the later one holds.
            Map<Long, Bar> last = new HashMap<>();
            chart.bars.forEach(bar -> last.put(bar.openNanos(), bar));
            chart.whole.complete(List.copyOf(last.values()));
        }
    }

    private static long price(JsonNode bar, String field, Chart chart) {
        return Wire.ticks(bar.path(field), chart.contract.grid());
    }

    /** The connection is over. */
    void cut() {
        List<Chart> all = List.copyOf(charts.values());
        charts.clear();
        all.forEach(chart -> chart.fail("the connection ended"));
    }
}
