package org.outcry.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.ledger.api.Ledger;
import org.outcry.ledger.cluster.AeronLedger;
import org.outcry.ledger.view.AccountView;
import org.outcry.ledger.view.LedgerViews.UserView;
import org.outcry.tradovate.Domain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Accounts of the ledger: opened and listed by whoever may open the data directory. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        description = "Opens and lists accounts. All of them trade on the simulator, those of the live domain too.",
        subcommands = {AccountCommand.Open.class, AccountCommand.ListAll.class})
final class AccountCommand {
    private static final BigDecimal MAX_BALANCE = new BigDecimal(1_000_000_000);

    private AccountCommand() {}

    @Command(
            name = "open",
            mixinStandardHelpOptions = true,
            description = "Opens a further account of a user. A live one is shown in the live domain and trades on the"
                    + " simulator.")
    static final class Open implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "whose it is")
        private String user = "";

        @Option(
                names = "--domain",
                required = true,
                paramLabel = "demo|live",
                description = "the Tradovate domain that shows it")
        private String domain = "";

        @Option(
                names = "--name",
                paramLabel = "ACCOUNT",
                description = "name of the account (default: Demo-NAME or Live-NAME)")
        private Optional<String> name = Optional.empty();

        @Option(
                names = "--balance",
                paramLabel = "DOLLARS",
                defaultValue = "100000",
                description = "opening balance (default: ${DEFAULT-VALUE})")
        private BigDecimal balance = BigDecimal.ZERO;

        @Override
        public Integer call() {
            boolean live = live();
            Wish wish = new Wish(user, name.orElseGet(() -> (live ? "Live-" : "Demo-") + user), micros(), live);
            DataDirectory data = environment.existing();
            Optional<JsonNode> answer = ControlSocket.ask(data.controlSocket(), wish.write());
            long id = answer.isPresent() ? answer.get().path("accountId").asLong() : openBeside(data, wish);
            System.out.printf("account %s, id %d, %s%n", wish.account(), id, live ? "live" : "demo");
            if (live) {
                System.out.println(
                        "It is shown as live and trades on the simulator: no order of it reaches an exchange.");
            }
            return 0;
        }

        private static long openBeside(DataDirectory data, Wish wish) {
            ledgerOf(data);
            try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings())) {
                return wish.open(ledger);
            }
        }

        private boolean live() {
            return switch (domain.toLowerCase(Locale.ROOT)) {
                case "live" -> true;
                case "demo" -> false;
                default -> throw new UserFacingException("--domain takes demo or live, which have accounts");
            };
        }

        private long micros() {
            if (balance.signum() < 0
                    || balance.compareTo(MAX_BALANCE) > 0
                    || balance.stripTrailingZeros().scale() > 2) {
                throw new UserFacingException("--balance takes dollars from 0 to a billion, with at most two decimals");
            }
            return balance.movePointRight(6).longValueExact();
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists accounts and where they trade.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            Optional<JsonNode> answer = ControlSocket.ask(data.controlSocket(), ControlSocket.request("accounts"));
            JsonNode rows = answer.isPresent() ? answer.get().path("accounts") : beside(data);
            System.out.printf("%-24s %-16s %-8s %-12s %s%n", "ACCOUNT", "USER", "DOMAIN", "TRADES ON", "ID");
            for (JsonNode row : rows) {
                System.out.printf(
                        "%-24s %-16s %-8s %-12s %d%n",
                        row.path("name").asText(),
                        row.path("user").asText(),
                        row.path("domain").asText(),
                        row.path("tradesOn").asText(),
                        row.path("id").asLong());
            }
            return 0;
        }

        private static JsonNode beside(DataDirectory data) {
            ledgerOf(data);
            try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings())) {
                return rows(ledger);
            }
        }
    }

    /** Opening a directory without one would make one. */
    private static void ledgerOf(DataDirectory data) {
        if (!Files.isDirectory(data.ledger())) {
            throw new UserFacingException(data.root() + " has no ledger: start Outcry on it once");
        }
        Logs.into(data.logs());
    }

    /** Every account, by user. */
    static ArrayNode rows(Ledger ledger) {
        ArrayNode rows = ControlSocket.reply().arrayNode();
        for (UserView user : ledger.views().users()) {
            for (AccountView account : ledger.views().accounts(user.userId())) {
                rows.addObject()
                        .put("id", account.accountId())
                        .put("name", account.name())
                        .put("user", user.name())
                        .put("domain", (account.live() ? Domain.LIVE : Domain.DEMO).word())
                        .put("tradesOn", "simulator");
            }
        }
        return rows;
    }

    /** An account to open, on its way to the server that may hold the ledger. */
    record Wish(String user, String account, long openingCashMicros, boolean live) {
        ObjectNode write() {
            return ControlSocket.request("openAccount")
                    .put("user", user)
                    .put("account", account)
                    .put("openingCashMicros", openingCashMicros)
                    .put("live", live);
        }

        static Wish read(JsonNode arguments) {
            return new Wish(
                    arguments.path("user").asText(),
                    arguments.path("account").asText(),
                    arguments.path("openingCashMicros").asLong(),
                    arguments.path("live").asBoolean());
        }

        long open(Ledger ledger) {
            return LedgerUsers.openAccount(ledger, user, account, openingCashMicros, live);
        }
    }
}
