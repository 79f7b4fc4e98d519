package org.outcry.harness.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.outcry.link.Operation;
import org.outcry.link.Operations;

/** Both doors of one server, and the two accounts the walk may use. */
class Doors implements AutoCloseable {
    private static final Duration TO_CLEAR = Duration.ofSeconds(60);

    private final URI base;
    private final String token;
    private final RestClient rest;
    private final List<String> accounts = new ArrayList<>();
    private final SocketClient socket;
    private Duration patience;

    Doors(URI base, String token, Duration patience) {
        this.base = base;
        this.token = token;
        this.patience = patience;
        this.rest = new RestClient(base, token);
        this.socket = new SocketClient(base, token);
        for (JsonNode account : socket.call("ListAccounts", Walk.args()).json().path("accounts")) {
            accounts.add(account.path("name").asText());
        }
        if (accounts.size() < 2) {
            throw new IllegalStateException("the walk needs two accounts and found " + accounts);
        }
    }

    RestClient rest() {
        return rest;
    }

    SocketClient socket() {
        return socket;
    }

    List<String> accounts() {
        return accounts;
    }

    URI base() {
        return base;
    }

    String token() {
        return token;
    }

    long patienceNanos() {
        return patience.toNanos();
    }

    /** How long a condition may take to come true. */
    void setPatience(Duration wanted) {
        patience = wanted;
    }

    /** What a case asks of the operation under test. */
    Reply call(Way way, ObjectNode args, Optional<String> idempotencyKey) {
        return switch (way) {
            case Way.Rest rest -> this.rest.call(rest.route(), rest.operation(), args, idempotencyKey);
            case Way.Rpc rpc -> SocketClient.await(socket.start(rpc.name(), args, idempotencyKey));
        };
    }

    /**
     * No position and no working order in the two accounts. It asks in more than one way, so that a single broken operation
     * does not spoil the cases of the others.
     */
    void clear() {
        long deadline = System.nanoTime() + TO_CLEAR.toNanos();
        for (int round = 0; !isClear(); round++) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("positions and orders of the walk cannot be cleared");
            }
            for (String account : accounts.subList(0, 2)) {
                if (round % 8 == 0) {
                    socket.call("CancelOrders", Walk.args("account", account));
                    socket.call("Flatten", Walk.args("account", account));
                } else if (round % 8 == 4) {
                    rest("FlattenEverything", Walk.args("account", account));
                    rest("CancelAllOrders", Walk.args("account", account));
                }
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    private boolean isClear() {
        for (String account : accounts.subList(0, 2)) {
            Reply orders = rest("ListOrders", Walk.args("account", account, "activeOnly", true));
            Reply positions = rest("ListPositions", Walk.args("account", account));
            if (!orders.json().path("orders").isEmpty()
                    || !positions.json().path("positions").isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private Reply rest(String name, ObjectNode args) {
        Operation operation = Operations.byName(name).orElseThrow();
        return rest.call(operation.routes().getFirst(), operation, args);
    }

    @Override
    public void close() {
        socket.close();
        rest.close();
    }
}
