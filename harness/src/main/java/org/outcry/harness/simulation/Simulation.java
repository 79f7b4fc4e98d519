package org.outcry.harness.simulation;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.outcry.engine.Engine;
import org.outcry.engine.command.Submission;
import org.outcry.harness.check.AccountsChecker;
import org.outcry.harness.check.AtmChecker;
import org.outcry.harness.check.Audit;
import org.outcry.harness.check.FillsChecker;
import org.outcry.harness.check.FilteredChecker;
import org.outcry.harness.check.Finding;
import org.outcry.harness.check.KeysChecker;
import org.outcry.harness.check.OrdersChecker;
import org.outcry.harness.check.TimeChecker;
import org.outcry.harness.check.ViewsChecker;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.World;
import org.outcry.harness.world.WrittenMarket;
import org.outcry.ledger.codec.CommandDecoder;

/**
 * One run of the whole node in a fake world. First <i>safety</i>: anything may fail, nothing may be wrong. Then <i>liveness</i>: the
 * faults are mended, so everything that was asked must now be answered and every order that could act must have acted.
 *
 * <p>One thread; the same seed at the same commit gives the same run, step for step. See docs/adr/0007-simulation.md for where
 * that promise stops.
 */
public final class Simulation {
    private static final long SECOND = 1_000_000_000L;

    private final Scheme scheme;
    private final World world;
    private final Store store = new Store();
    private final WrittenMarket market = new WrittenMarket();
    private final KeysChecker keys = new KeysChecker();
    private final Node node;
    private final SimulatedGateway gateway;
    private final Sabotage sabotage;
    private final Chance chance;

    /**
     * What a run did, to be printed and compared.
     *
     * @param fingerprint equal for two runs of one seed, or determinism is lost
     */
    public record Report(
            long seed,
            int entries,
            int orders,
            int fills,
            int strategies,
            int acknowledged,
            int deskReplies,
            int crashes,
            int lives,
            long inserted,
            long fingerprint) {}

    private Simulation(long seed, Sabotage sabotage) {
        this.scheme = Scheme.of(seed);
        this.sabotage = sabotage;
        this.chance = new Chance(seed);
        this.world = new World(scheme.startNanos());
        this.node = new Node(world, store, scheme, sabotage, market, chance.fork("node"));
        this.gateway = new SimulatedGateway(world, chance.fork("gateway"));
    }

    /** Runs one seed; throws {@link Finding} when something is wrong. */
    public static Report run(long seed) {
        return run(seed, Sabotage.NONE);
    }

    public static Report run(long seed, Sabotage sabotage) {
        return new Simulation(seed, sabotage).run();
    }

    private Report run() {
        Setup setup = new Setup(scheme, market, chance.fork("setup"));
        node.observe(gateway::onNode, gateway::onNodeDeath);
        node.start();
        setup.run(world, node);
        List<LedgerClient> clients = new ArrayList<>();
        for (int i = 0; i < scheme.ledgerClients(); i++) {
            Orders orders = new Orders(market, setup.userId(), setup.account(i), setup.contractIds());
            clients.add(
                    new LedgerClient(world, node, scheme, sabotage, keys, orders, chance.fork("client" + i), "i" + i));
        }
        List<DeskClient> traders = new ArrayList<>();
        for (int i = 0; i < scheme.deskClients(); i++) {
            traders.add(new DeskClient(
                    world,
                    gateway,
                    market,
                    setup,
                    scheme,
                    keys,
                    chance.fork("trader" + i),
                    setup.accountName(i),
                    "d" + i));
        }
        Fate fate = new Fate(world, node, gateway, scheme, chance.fork("fate"));
        world.runUntil(scheme.startNanos() + scheme.safetyNanos());

        fate.rest();
        clients.forEach(LedgerClient::stop);
        traders.forEach(DeskClient::stop);
        world.runUntil(scheme.endNanos());
        return judge(clients, traders, fate);
    }

    private Report judge(List<LedgerClient> clients, List<DeskClient> traders, Fate fate) {
        SimulatedLedger ledger =
                node.ledger().orElseThrow(() -> new Finding("liveness", "the node is down after the faults"));
        for (LedgerClient client : clients) {
            require(client.settled(), "a client still waits for its answer: " + client);
        }
        for (DeskClient trader : traders) {
            require(trader.settled(), "a trader still waits for a reply: " + trader);
        }
        List<Submission> log = log();
        AccountsChecker accounts = new AccountsChecker();
        OrdersChecker orders = new OrdersChecker(accounts);
        FillsChecker fills = new FillsChecker(market);
        AtmChecker strategies = new AtmChecker();
        Engine replayed = Audit.replay(
                log, store.hashes(), List.of(accounts, orders, fills, new TimeChecker(), keys, strategies));
        if (replayed.stateHash() != ledger.engine().stateHash()) {
            throw new Finding("replay", "the live state differs from a replay of the whole log");
        }
        ViewsChecker.check(ledger.views(), replayed, accounts, orders);
        FilteredChecker filtered = new FilteredChecker(market);
        filtered.check(log, scheme.endNanos() - SECOND);
        return new Report(
                scheme.seed(),
                log.size(),
                orders.count(),
                fills.fills(),
                strategies.closed(),
                keys.acknowledgements(),
                traders.stream().mapToInt(DeskClient::replies).sum(),
                fate.crashes(),
                node.lives(),
                filtered.inserted(),
                replayed.stateHash() * 31 + world.steps());
    }

    private List<Submission> log() {
        CommandDecoder decoder = new CommandDecoder();
        List<Submission> log = new ArrayList<>();
        for (int i = 0; i < store.log.synced(); i++) {
            byte[] entry = store.log.entry(i);
            log.add(decoder.decode(new UnsafeBuffer(entry), 0, entry.length));
        }
        return log;
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new Finding("liveness", otherwise);
        }
    }

    /** What the seed chose, for printing before the run. */
    public static String describe(long seed) {
        return Scheme.of(seed).toString();
    }
}
