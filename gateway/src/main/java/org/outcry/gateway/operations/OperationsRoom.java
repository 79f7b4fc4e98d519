package org.outcry.gateway.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.IntSupplier;
import org.outcry.gateway.wire.HttpAnswer;
import org.outcry.wire.JsonText;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}: no token needed, nothing secret shown. Any event loop. */
public final class OperationsRoom {
    private final PrometheusMeterRegistry registry;
    private final List<HealthCheck> checks;
    private final IntSupplier desks;
    private volatile boolean open;

    /**
     * @param desks how many desks are connected; shown, but a gateway is ready without any
     */
    public OperationsRoom(PrometheusMeterRegistry registry, List<HealthCheck> checks, IntSupplier desks) {
        this.registry = registry;
        this.checks = List.copyOf(checks);
        this.desks = desks;
    }

    /** From now on, or no longer, ready as far as the gateway itself is concerned. */
    public void setOpen(boolean open) {
        this.open = open;
    }

    /** Answers if the path is one of ours; false when it is not. */
    public boolean handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/healthz", "/readyz" -> health(request);
            case "/metrics" -> metrics(request);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void health(HttpServerRequest request) {
        ObjectNode body = JsonText.newObject();
        boolean ready = open;
        ObjectNode found = body.objectNode();
        for (HealthCheck check : checks) {
            String problem = check.problem().orElseGet(check::well);
            ready &= check.problem().isEmpty();
            found.put(check.name(), problem);
        }
        body.put("success", ready);
        body.put("status", ready ? "ready" : "not_ready");
        body.put("desks", desks.getAsInt());
        body.set("checks", found);
        HttpAnswer.json(request.response(), ready ? 200 : 503, JsonText.write(body));
    }

    private void metrics(HttpServerRequest request) {
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
                .end(registry.scrape());
    }
}
