package org.outcry.harness.simulation;

import java.util.Optional;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.harness.check.KeysChecker;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.ledger.api.Arrivals;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;

/**
 * A program that submits one command after another, each under a durable key, and asks again under the same key until it hears an
 * answer. Now and then it asks twice at once.
 */
final class LedgerClient {
    private static final long SECOND = 1_000_000_000L;

    private record Asked(CommandKey key, Command command, int attempt) {}

    private final World world;
    private final Node node;
    private final Scheme scheme;
    private final Sabotage sabotage;
    private final KeysChecker keys;
    private final Orders orders;
    private final Chance chance;
    private final String name;
    private Optional<Asked> asked = Optional.empty();
    private boolean stopped;
    private long sent;

    LedgerClient(
            World world,
            Node node,
            Scheme scheme,
            Sabotage sabotage,
            KeysChecker keys,
            Orders orders,
            Chance chance,
            String name) {
        this.world = world;
        this.node = node;
        this.scheme = scheme;
        this.sabotage = sabotage;
        this.keys = keys;
        this.orders = orders;
        this.chance = chance;
        this.name = name;
        think();
    }

    private void think() {
        world.after(Part.CLIENTS, chance.between(scheme.thinkNanos() / 4, scheme.thinkNanos() * 2), this::next);
    }

    private void next() {
        if (stopped) {
            return;
        }
        Optional<Command> command = node.ledger().flatMap(ledger -> orders.next(ledger, chance, name + "-" + sent));
        if (command.isEmpty()) {
            think();
            return;
        }
        sent++;
        CommandKey key = new CommandKey(chance.anyLong() | 1, chance.anyLong());
        ask(new Asked(key, command.get(), 0));
        if (chance.oneIn(scheme.repeatOneIn())) {
            send(new Asked(repeated(key), command.get(), 0));
        }
    }

    private CommandKey repeated(CommandKey key) {
        return sabotage == Sabotage.REPEAT_UNDER_NEW_KEY ? new CommandKey(key.high(), key.low() + 1) : key;
    }

    private void ask(Asked question) {
        asked = Optional.of(question);
        send(question);
        world.after(Part.CLIENTS, 2 * SECOND, () -> {
            if (asked.filter(question::equals).isPresent()) {
                again(question);
            }
        });
    }

    private void again(Asked question) {
        ask(new Asked(question.key(), question.command(), question.attempt() + 1));
    }

    private void send(Asked question) {
        world.after(Part.NODE, chance.between(0, 2_000_000L), () -> arrive(question));
    }

    /** Registers with the feed and looks the market up anew, as everything must that submits beside the desk. */
    private void arrive(Asked question) {
        if (node.ledger().isEmpty() || node.feed().isEmpty()) {
            return;
        }
        Arrivals.Arrival arrival = node.feed().get().arrivals().arrive();
        Command command = orders.carrying(question.command(), arrival.timeNanos());
        node.ledger().get().submit(question.key(), orders.userId(), command, new OutcomeListener() {
            @Override
            public void onOutcome(Outcome outcome) {
                arrival.done();
                world.after(Part.CLIENTS, chance.between(0, 1_000_000L), () -> answered(question, outcome));
            }

            @Override
            public void onFailure(Failure failure) {
                arrival.done();
                world.after(Part.CLIENTS, chance.between(10_000_000L, 80_000_000L), () -> failed(question));
            }
        });
    }

    private void answered(Asked question, Outcome outcome) {
        keys.acknowledge(question.key(), outcome);
        if (asked.filter(question::equals).isPresent()) {
            asked = Optional.empty();
            think();
        }
    }

    private void failed(Asked question) {
        if (asked.filter(question::equals).isPresent()) {
            again(question);
        }
    }

    /** Asks nothing new from here on. */
    void stop() {
        stopped = true;
    }

    /** Everything it asked was answered. */
    boolean settled() {
        return asked.isEmpty();
    }

    @Override
    public String toString() {
        return name + " with " + asked;
    }
}
