package org.outcry.harness.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.outcry.engine.account.AccountSettings;
import org.outcry.engine.calendar.SessionWindow;
import org.outcry.engine.command.Command;
import org.outcry.engine.command.Outcome;
import org.outcry.engine.instrument.Contract;
import org.outcry.engine.instrument.Product;
import org.outcry.harness.world.Chance;
import org.outcry.harness.world.ShortSessions;
import org.outcry.harness.world.World;
import org.outcry.harness.world.World.Part;
import org.outcry.harness.world.WrittenMarket;
import org.outcry.ledger.api.CommandKey;
import org.outcry.ledger.api.OutcomeListener;
import org.outcry.market.calendar.SessionMode;
import org.outcry.market.catalogue.Catalogue;
import org.outcry.market.catalogue.Instrument;
import org.outcry.market.catalogue.RollRule;

/** The market of a run and the first entries of its log: calendars of short sessions, products, contracts, one user, accounts. */
final class Setup {
    /** The gateway's and the ledger's name of the one user. */
    static final String USER = "trader";

    private static final long SECOND = 1_000_000_000L;
    private static final long MICROS = 1_000_000L;
    private static final int ACCOUNTS = 3;
    private static final List<String> ROOTS = List.of("ES", "NQ", "CL");
    /** Products and contracts are the same in every run. */
    static final Catalogue CATALOGUE = Catalogue.standard(SessionMode.ALWAYS_OPEN, RollRule.THURSDAY8);

    private final List<Command> definitions = new ArrayList<>();
    private final List<Integer> contractIds = new ArrayList<>();
    private final List<Long> accountIds = new ArrayList<>();
    private final AccountSettings settings;
    private long userId;

    Setup(Scheme scheme, WrittenMarket market, Chance chance) {
        settings = scheme.entryLatency() ? AccountSettings.REALISTIC : AccountSettings.IMMEDIATE;
        Map<Integer, List<SessionWindow>> calendars = new TreeMap<>();
        List<Command> products = new ArrayList<>();
        List<Command> contracts = new ArrayList<>();
        for (String root : ROOTS.subList(0, scheme.contracts())) {
            Instrument instrument = CATALOGUE.instrument(root).orElseThrow();
            Product product = instrument.product();
            calendars.computeIfAbsent(
                    product.calendarId(),
                    id -> ShortSessions.between(
                            scheme.startNanos(),
                            scheme.endNanos() + 60 * SECOND,
                            scheme.sessionNanos(),
                            scheme.sessionBreakNanos()));
            products.add(new Command.DefineProduct(product));
            Contract contract = CATALOGUE.front(product.productId(), scheme.startNanos());
            contracts.add(new Command.DefineContract(contract));
            contractIds.add(contract.contractId());
            market.writeWalk(
                    contract.contractId(),
                    scheme.startNanos() - 5 * SECOND,
                    scheme.endNanos() + 10 * SECOND,
                    chance.between(2_000, 30_000),
                    scheme.marketGapNanos(),
                    chance.fork(root));
        }
        calendars.forEach((id, windows) -> definitions.add(new Command.DefineSessions(id, windows)));
        definitions.addAll(products);
        definitions.addAll(contracts);
    }

    /** Submits everything and drives the world until it is answered. */
    void run(World world, Node node) {
        for (Command definition : definitions) {
            submit(world, node, definition);
        }
        userId = submit(world, node, new Command.CreateUser(USER)).id();
        for (int i = 0; i < ACCOUNTS; i++) {
            accountIds.add(
                    submit(world, node, new Command.OpenAccount(accountName(i), userId, 1_000_000 * MICROS, settings))
                            .id());
        }
    }

    private static Outcome submit(World world, Node node, Command command) {
        CommandKey key = new CommandKey(7, world.steps() + 1);
        List<Outcome> heard = new ArrayList<>();
        for (int attempt = 0; attempt < 1_000 && heard.isEmpty(); attempt++) {
            world.after(
                    Part.NODE,
                    0,
                    () -> node.ledger().orElseThrow().submit(key, 0, command, new OutcomeListener() {
                        @Override
                        public void onOutcome(Outcome outcome) {
                            heard.add(outcome);
                        }

                        @Override
                        public void onFailure(Failure failure) {
                            // Busy: asked again under the same key.
                        }
                    }));
            world.runUntil(world.nowNanos() + SECOND / 100);
        }
        Outcome outcome = Optional.of(heard)
                .filter(answers -> !answers.isEmpty())
                .map(List::getFirst)
                .orElseThrow(() -> new IllegalStateException("no answer to " + command));
        if (!outcome.isAccepted()) {
            throw new IllegalStateException("refused " + outcome + " " + command);
        }
        return outcome;
    }

    long userId() {
        return userId;
    }

    long account(int client) {
        return accountIds.get(client % ACCOUNTS);
    }

    String accountName(int client) {
        return "Sim" + (101 + client % ACCOUNTS);
    }

    List<Integer> contractIds() {
        return contractIds;
    }
}
