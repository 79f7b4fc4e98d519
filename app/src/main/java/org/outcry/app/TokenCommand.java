package org.outcry.app;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.outcry.app.UserCommand.Access;
import org.outcry.gateway.access.AccessStore;
import org.outcry.gateway.access.IssuedToken;
import org.outcry.gateway.access.TokenInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens: how a user's programs sign in. A secret is printed once, when it is made. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Creates, lists, rotates and revokes tokens.",
        subcommands = {
            TokenCommand.Create.class,
            TokenCommand.ListAll.class,
            TokenCommand.Rotate.class,
            TokenCommand.Revoke.class
        })
final class TokenCommand {
    private TokenCommand() {}

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Creates a token; prints it once.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "USER")
        private String user = "";

        @Option(names = "--label", paramLabel = "TEXT", defaultValue = "", description = "what it is for")
        private String label = "";

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore store = Access.open(data)) {
                print(store.create(user, label));
            }
            Access.tellServer(data);
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists tokens, without their secrets.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "USER", arity = "0..1", defaultValue = "", description = "only this user's")
        private String user = "";

        @Override
        public Integer call() {
            try (AccessStore store = Access.open(environment.existing())) {
                System.out.printf("%-14s %-16s %-16s %-20s %s%n", "ID", "USER", "LABEL", "CREATED", "LAST USED");
                for (TokenInfo token : store.tokens()) {
                    if (user.isEmpty() || token.user().equals(user)) {
                        System.out.printf(
                                "%-14s %-16s %-16s %-20s %s%n",
                                token.id(),
                                token.user(),
                                token.label(),
                                token.created().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                                token.lastUsed().map(LocalDate::toString).orElse("never"));
                    }
                }
            }
            return 0;
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives a token a new secret, printed once; the old one ends at once.")
    static final class Rotate implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore store = Access.open(data)) {
                IssuedToken issued = store.rotate(id);
                if (FirstToken.isFirst(store, id)) {
                    data.keepToken(issued.secret()); // or the start page would go on showing the dead one
                }
                print(issued);
            }
            Access.tellServer(data);
            return 0;
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends a token at once.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "ID")
        private String id = "";

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore store = Access.open(data)) {
                if (!store.revoke(id)) {
                    throw new UserFacingException("no token " + id);
                }
            }
            Access.tellServer(data);
            return 0;
        }
    }

    private static void print(IssuedToken token) {
        System.out.printf("id      %s%ntoken   %s%n", token.id(), token.secret());
    }
}
