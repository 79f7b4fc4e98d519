package org.outcry.app;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.outcry.desk.FirstUser;
import org.outcry.gateway.access.AccessStore;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.ledger.cluster.AeronLedger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Users: who may sign in. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Creates, lists and removes users, and sets their passwords and limits.",
        subcommands = {
            UserCommand.Create.class,
            UserCommand.Password.class,
            UserCommand.ListAll.class,
            UserCommand.Remove.class,
            UserLimits.Set.class
        })
final class UserCommand {
    private UserCommand() {}

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description =
                    "Creates a user with a paper account, and prints a first token once. OUTCRY_PASSWORD, if set, becomes"
                            + " the password for the Tradovate domains.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore store = Access.open(data)) {
                // One without a token is what a create that was cut short left: it is completed.
                if (store.tokens().stream().anyMatch(token -> token.user().equals(name))) {
                    throw new UserFacingException(
                            "there is a user " + name + " already; a further token: ./outcry token create " + name);
                }
                store.addUser(name);
                openInLedger(data);
                FirstPassword.brought().ifPresent(password -> setPassword(data, password));
                System.out.printf(
                        "user    %s%ntoken   %s%n",
                        name, store.create(name, "first").secret());
            }
            Access.tellServer(data);
            return 0;
        }

        private void setPassword(DataDirectory data, String password) {
            try (CredentialStore credentials = Access.credentials(data)) {
                credentials.setPassword(name, password);
            }
        }

        private void openInLedger(DataDirectory data) {
            boolean asked = ControlSocket.ask(
                            data.controlSocket(),
                            ControlSocket.request("openUser").put("name", name))
                    .isPresent();
            if (!asked && java.nio.file.Files.isDirectory(data.ledger())) {
                try (AeronLedger ledger = AeronLedger.open(data.ledgerSettings())) {
                    LedgerUsers.open(ledger, name);
                }
            }
        }
    }

    @Command(
            name = "password",
            mixinStandardHelpOptions = true,
            description = "Sets a user's password for the Tradovate domains, from OUTCRY_PASSWORD or a prompt."
                    + " Open sessions of the user end.")
    static final class Password implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore store = Access.open(data);
                    CredentialStore credentials = Access.credentials(data)) {
                if (!store.users().contains(name)) {
                    throw new UserFacingException("no user " + name);
                }
                credentials.setPassword(name, Secrets.newPassword("OUTCRY_PASSWORD"));
            }
            if (name.equals(FirstUser.TRADER.name())) {
                data.forgetPassword();
            }
            Access.tellServer(data);
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists users.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Override
        public Integer call() {
            try (AccessStore store = Access.open(environment.existing())) {
                store.users().forEach(System.out::println);
            }
            return 0;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Ends a user's access: all tokens are revoked. Accounts and history stay in the ledger.")
    static final class Remove implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "NAME")
        private String name = "";

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore store = Access.open(data)) {
                if (!store.removeUser(name)) {
                    throw new UserFacingException("no user " + name);
                }
            }
            Access.tellServer(data);
            return 0;
        }
    }

    /** The users and tokens of a data directory; works beside a running server. */
    static final class Access {
        private Access() {}

        static AccessStore open(DataDirectory data) {
            return AccessStore.open(data.gatewayStore(), java.time.Clock.systemUTC());
        }

        static CredentialStore credentials(DataDirectory data) {
            return CredentialStore.open(data.gatewayStore(), java.time.Clock.systemUTC());
        }

        /** So that a change counts at once; without a server there is nobody to tell. */
        static void tellServer(DataDirectory data) {
            Optional<?> ignored = ControlSocket.ask(data.controlSocket(), ControlSocket.request("tokensChanged"));
        }
    }
}
