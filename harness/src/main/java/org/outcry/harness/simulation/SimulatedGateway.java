package org.outcry.harness.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.outcry.desk.rpc.DeskOperations;
import org.outcry.gateway.access.AttachedDesk;
import org.outcry.gateway.access.Desks;
import org.outcry.gateway.access.LocalDesks;
import org.outcry.gateway.access.TokenBucket;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.link.DeskEvent;
import org.outcry.link.DeskLink;
import org.outcry.link.DeskReply;
import org.outcry.link.DeskRequest;
import org.outcry.link.Operation;
import org.outcry.link.Operations;
import org.outcry.link.Refusal;

/** The gateway without its sockets: budgets, the table of operations, desks that come and go, requests that are sent once. */
final class SimulatedGateway {
    private static final int BURST = 20;
    private static final int PER_MINUTE = 180;

    private final World world;
    private final Chance chance;
    private final LocalDesks desks = new LocalDesks();
    private final TokenBucket budget;
    private Optional<SimulatedLink> link = Optional.empty();
    private Optional<AttachedDesk> attached = Optional.empty();
    private Optional<DeskOperations> desk = Optional.empty();
    private long requests;
    private int incarnation;

    /** Hears one reply. */
    interface Answer {
        void on(DeskReply reply);
    }

    SimulatedGateway(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
        this.budget = TokenBucket.of(BURST, PER_MINUTE, world::nowNanos);
        desks.watch(new Nobody());
    }

    /** A node came up; its desk dials in after a moment. */
    void onNode(DeskOperations started) {
        desk = Optional.of(started);
        redial(chance.between(1_000_000L, 200_000_000L));
    }

    /** The node died; the socket breaks at once. */
    void onNodeDeath() {
        desk = Optional.empty();
        drop();
    }

    /** The wire is cut for a while. */
    void cut(long durationNanos) {
        drop();
        redial(durationNanos);
    }

    /** Cuts end. */
    void calm() {
        if (link.isEmpty()) {
            redial(0);
        }
    }

    private void drop() {
        incarnation++;
        attached.ifPresent(desks::detach);
        attached = Optional.empty();
        link.ifPresent(SimulatedLink::cut);
        link = Optional.empty();
    }

    private void redial(long delayNanos) {
        int dialling = incarnation;
        world.after(Part.GATEWAY, delayNanos, () -> {
            if (dialling == incarnation && link.isEmpty() && desk.isPresent()) {
                SimulatedLink opened = new SimulatedLink(world, desk.get(), chance);
                link = Optional.of(opened);
                attached = Optional.of(desks.attach(Optional.empty(), opened));
            }
        });
    }

    /** One request of a client; answered exactly once, also when the desk is away, silent or lost. */
    void ask(String user, String name, ObjectNode args, Answer answer) {
        world.after(Part.GATEWAY, chance.between(10_000L, 500_000L), () -> run(user, name, args, answer));
    }

    private void run(String user, String name, ObjectNode args, Answer answer) {
        Operation operation = Operations.byName(name).orElseThrow();
        if (budget.take() < 0) {
            answer.on(Refusal.reply(429, Refusal.RATE_LIMIT_EXCEEDED, "budget"));
            return;
        }
        Optional<AttachedDesk> found = desks.of(user);
        if (found.isEmpty()) {
            answer.on(Refusal.reply(408, Refusal.ADDON_NOT_CONNECTED, "addon_not_connected"));
            return;
        }
        boolean trade = operation.access() == Operation.Access.TRADE;
        Call call = new Call(answer);
        found.get()
                .link()
                .request(
                        new DeskRequest(
                                ++requests,
                                user,
                                name,
                                args,
                                trade ? chance.anyLong() : 0,
                                trade ? chance.anyLong() | 1 : 0),
                        call);
        world.after(Part.GATEWAY, operation.timeoutMillis() * 1_000_000L, call::timeOut);
    }

    private static final class Call implements DeskLink.Listener {
        private final Answer answer;
        private boolean done;

        Call(Answer answer) {
            this.answer = answer;
        }

        @Override
        public void onReply(DeskReply reply) {
            finish(reply);
        }

        @Override
        public void onLost() {
            finish(Refusal.reply(408, Refusal.ADDON_NOT_CONNECTED, "addon_lost"));
        }

        void timeOut() {
            finish(Refusal.reply(408, Refusal.ADDON_TIMEOUT, "addon_timeout"));
        }

        private void finish(DeskReply reply) {
            if (!done) {
                done = true;
                answer.on(reply);
            }
        }
    }

    private static final class Nobody implements Desks.Watcher {
        @Override
        public void onAttached(AttachedDesk desk) {
            // No socket waits for it.
        }

        @Override
        public void onDetached(AttachedDesk desk) {
            // No socket waits for it.
        }

        @Override
        public void onQuote(AttachedDesk desk, String instrument, byte[] quoteJson) {
            // No socket waits for it.
        }

        @Override
        public void onStalled(AttachedDesk desk, boolean stalled) {
            // No socket waits for it.
        }

        @Override
        public void onEvent(AttachedDesk desk, DeskEvent event) {
            // No socket waits for it.
        }
    }
}
