package org.outcry.brokerage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.outcry.tradovate.Domain;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;

/** What each endpoint and each operation of sockets was seen to do. */
final class Coverage {
    /** What an endpoint does. */
    enum Verdict {
        BEHAVES("behaves"),
        EMPTY("can only be empty"),
        REFUSED("refused"),
        AT_THE_DOOR("answered by the gateway");

        final String words;

        Verdict(String words) {
            this.words = words;
        }
    }

    final Map<String, Verdict> verdicts = new TreeMap<>();
    final Map<String, String> notes = new TreeMap<>();
    final List<String> wrong = new ArrayList<>();
    /** One row of each kind that the test brought about. */
    final Map<String, JsonNode> samples = new TreeMap<>();
    /** What operations of sockets do. */
    final Map<String, Verdict> sockets = new TreeMap<>();

    private final House house;

    Coverage(House house) {
        this.house = house;
    }

    void settle(String path, Verdict verdict, String note) {
        verdicts.putIfAbsent(path, verdict);
        notes.putIfAbsent(path, note);
    }

    void sample(String entity, JsonNode row) {
        samples.put(entity, row);
    }

    /** Calls an action, holds its answer against the schema, and counts it as behaving when it holds what it should. */
    JsonNode does(String path, String arguments, String... present) {
        return judged(path, house.get(path, arguments), present);
    }

    JsonNode doesAs(long userId, String path, String arguments, String... present) {
        return judged(path, house.get(Domain.DEMO, userId, path, arguments), present);
    }

    JsonNode judged(String path, JsonNode answer, String... present) {
        Endpoint endpoint = Schema.standard().endpoint(path).orElseThrow();
        wrong.addAll(Replies.problems(endpoint, answer));
        boolean good = !answer.hasNonNull("errorText");
        for (String pointer : present) {
            good &= !answer.at(pointer).isMissingNode();
        }
        if (good) {
            settle(endpoint.path(), Verdict.BEHAVES, "");
        } else {
            wrong.add(path + " answered " + answer);
        }
        return answer;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come about");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
