package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.desk.halt.Halt;
import org.outcry.desk.halt.HaltReport;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.remote.StandingHalt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything off, at once and until further notice. Exit code 3 when something is still open. */
@Command(
        name = "halt",
        mixinStandardHelpOptions = true,
        description = "Cancels every order, closes every position and takes no order until --lift. Survives restarts.")
final class HaltCommand implements Callable<Integer> {
    /** Longer than an order takes on its way to the market; a closed market is not waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int STILL_OPEN = 3;

    @Mixin
    private EnvironmentOptions environment = new EnvironmentOptions();

    @ArgGroup
    private Other other = new Other();

    /** What else may be asked, one at a time. */
    private static final class Other {
        @Option(names = "--lift", description = "ends the halt: orders are taken again")
        private boolean lift;

        @Option(names = "--status", description = "changes nothing: says whether a halt stands, since when and by whom")
        private boolean status;
    }

    @Override
    public Integer call() {
        DataDirectory data = environment.existing();
        String command = other.status ? "haltStatus" : other.lift ? "liftHalt" : "halt";
        ObjectNode request = ControlSocket.request(command).put("by", me());
        Optional<JsonNode> answer = ControlSocket.ask(data.controlSocket(), request);
        JsonNode reply = answer.isPresent() ? answer.get() : beside(data);
        if (other.status) {
            return tellStatus(reply);
        }
        return other.lift ? tellLifted(reply) : tellHalted(reply, answer.isPresent());
    }

    /** Who asks, as the machine knows them. */
    private static String me() {
        return System.getProperty("user.name", "");
    }

    /** Who asks over the control socket. */
    static String by(JsonNode arguments) {
        return arguments.path("by").asText();
    }

    private JsonNode beside(DataDirectory data) {
        boolean ledgerHere = Files.isDirectory(data.ledger());
        boolean remoteHere = Files.isDirectory(data.remote());
        if (!ledgerHere && !remoteHere) {
            throw new UserFacingException("no server runs on " + data.root() + ", and it has no ledger");
        }
        Logs.into(data.logs());
        ObjectNode reply = ControlSocket.reply();
        if (remoteHere) {
            besideRemote(data, reply);
        }
        if (ledgerHere) {
            besideLedger(data, reply);
        }
        return reply;
    }

    /** Nobody is connected: the next start carries it out as soon as it is. */
    private void besideRemote(DataDirectory data, ObjectNode reply) {
        try {
            if (other.status) {
                status(StandingHalt.read(data.remoteHalt()), reply);
            } else if (other.lift) {
                reply.put("lifted", StandingHalt.lift(data.remoteHalt()));
            } else {
                StandingHalt.begin(data.remoteHalt(), Instant.now(), me());
                reply.putArray("open").add("not known: no desk is connected to the remote environment");
            }
        } catch (IOException e) {
            throw new UserFacingException("cannot change " + data.remoteHalt() + ": " + e.getMessage(), e);
        }
    }

    private void besideLedger(DataDirectory data, ObjectNode reply) {
        try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings());
                Halt halt = new Halt(ledger)) {
            if (other.status) {
                status(halt, reply);
            } else if (other.lift) {
                lift(halt, reply);
            } else {
                halt(halt, Duration.ZERO, me(), reply);
            }
        }
    }

    /** Halts and says in the reply what came of it. */
    static void halt(Halt halt, Duration patience, String by, ObjectNode reply) {
        HaltReport report = halt.begin(patience, by);
        reply.put("accounts", report.accounts()).put("orders", report.orders()).put("positions", report.positions());
        ArrayNode open = reply.withArray("/open");
        report.open().forEach(open::add);
    }

    /** Lifts and says in the reply whether there was anything to lift. */
    static void lift(Halt halt, ObjectNode reply) {
        boolean lifted = halt.lift().isPresent();
        reply.put("lifted", lifted || reply.path("lifted").asBoolean());
    }

    /** Says in the reply whether a halt of the ledger's accounts stands. */
    static void status(Halt halt, ObjectNode reply) {
        halt.standing()
                .ifPresent(standing -> stands(
                        reply,
                        "accounts of this ledger",
                        Instant.ofEpochSecond(0, standing.sinceNanos()),
                        standing.by()));
    }

    /** Says in the reply whether a halt of a remote desk stands. */
    static void status(Optional<StandingHalt> halt, ObjectNode reply) {
        halt.ifPresent(standing -> stands(reply, "accounts elsewhere", standing.since(), standing.by()));
    }

    private static void stands(ObjectNode reply, String what, Instant since, String by) {
        reply.withArray("/halts")
                .addObject()
                .put("what", what)
                .put("since", since.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("by", by);
    }

    private static int tellStatus(JsonNode reply) {
        for (JsonNode halt : reply.path("halts")) {
            String by = halt.path("by").asText();
            System.out.printf(
                    "halted: %s, since %s%s%n",
                    halt.path("what").asText(), halt.path("since").asText(), by.isEmpty() ? "" : ", by " + by);
        }
        if (reply.path("halts").isEmpty()) {
            System.out.println("no halt stands: orders are taken");
        }
        return 0;
    }

    private static int tellHalted(JsonNode reply, boolean running) {
        System.out.printf(
                "halted: %d accounts take no orders; there were %d working orders and %d open positions%n",
                reply.path("accounts").asInt(),
                reply.path("orders").asInt(),
                reply.path("positions").asInt());
        for (JsonNode open : reply.path("open")) {
            System.out.println("still open: " + open.asText());
        }
        boolean left = !reply.path("open").isEmpty();
        if (left) {
            System.out.println(
                    running
                            ? "What is open closes as soon as its market is open; ask again with ./outcry halt."
                            : "No server runs: what is open closes when the next one is up.");
        }
        System.out.println("Orders are taken again after ./outcry halt --lift");
        return left ? STILL_OPEN : 0;
    }

    private static int tellLifted(JsonNode reply) {
        System.out.println(
                reply.path("lifted").asBoolean()
                        ? "lifted: orders are taken again"
                        : "no halt stands: nothing to lift");
        return 0;
    }
}
