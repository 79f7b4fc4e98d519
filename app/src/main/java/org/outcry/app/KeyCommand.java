package org.outcry.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.outcry.app.UserCommand.Access;
import org.outcry.gateway.access.AccessStore;
import org.outcry.gateway.access.ApiKey;
import org.outcry.gateway.access.CredentialStore;
import org.outcry.gateway.access.IssuedKey;
import org.outcry.tradovate.schema.Endpoint;
import org.outcry.tradovate.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys of the Tradovate domains: a client id and a secret, with areas and a password of their own if wished. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Creates, lists, rotates and revokes API keys of the Tradovate domains.",
        subcommands = {
            KeyCommand.Create.class,
            KeyCommand.ListAll.class,
            KeyCommand.Rotate.class,
            KeyCommand.Revoke.class
        })
final class KeyCommand {
    private KeyCommand() {}

    /** Areas of the API, as the schema file's tags name them. */
    private static Set<String> areas() {
        Set<String> areas = new TreeSet<>();
        Schema.standard().endpoints().stream().map(Endpoint::tag).forEach(areas::add);
        areas.remove("Authentication");
        return areas;
    }

    /** Reads {@code Orders=read} and the like; what is not named stays full. */
    private static Set<String> denied(List<String> permissions) {
        Set<String> denied = new LinkedHashSet<>();
        for (String permission : permissions) {
            String[] parts = permission.split("=", -1);
            String area = areas().stream()
                    .filter(known -> known.equalsIgnoreCase(parts[0]))
                    .findFirst()
                    .orElseThrow(() -> new UserFacingException("no area " + parts[0] + ": there are " + areas()));
            switch (parts.length == 2 ? parts[1].toLowerCase(Locale.ROOT) : "") {
                case "none" -> denied.add(area);
                case "read" -> denied.add(area + ":Write");
                case "full" -> denied.removeAll(List.of(area, area + ":Write"));
                default -> throw new UserFacingException(permission + ": AREA=none, AREA=read or AREA=full is meant");
            }
        }
        return denied;
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Creates a key; prints its secret once. With --own-password it gets a password besides the"
                    + " user's, from OUTCRY_KEY_PASSWORD or a prompt.")
    static final class Create implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "USER")
        private String user = "";

        @Option(names = "--name", paramLabel = "TEXT", defaultValue = "key", description = "appId of the key")
        private String name = "key";

        @Option(names = "--own-password", description = "a password for this key alone")
        private boolean ownPassword;

        @Option(
                names = "--permission",
                paramLabel = "AREA=none|read|full",
                description = "what it may touch, such as Orders=read; may be repeated (default: everything)")
        private List<String> permissions = new ArrayList<>();

        @Option(
                names = "--redirect",
                paramLabel = "URI",
                description = "where a consent may lead back to (OAuth); may be repeated")
        private List<String> redirects = new ArrayList<>();

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            Optional<String> password =
                    ownPassword ? Optional.of(Secrets.newPassword("OUTCRY_KEY_PASSWORD")) : Optional.empty();
            try (AccessStore _ = Access.open(data);
                    CredentialStore store = Access.credentials(data)) {
                print(store.createKey(user, name, password, denied(permissions), redirects));
            }
            Access.tellServer(data);
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists keys, without their secrets.")
    static final class ListAll implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore _ = Access.open(data);
                    CredentialStore store = Access.credentials(data)) {
                System.out.printf("%-6s %-16s %-20s %-13s %s%n", "CID", "USER", "NAME", "OWN PASSWORD", "LIMITS");
                for (ApiKey key : store.keys()) {
                    System.out.printf(
                            "%-6d %-16s %-20s %-13s %s%n",
                            key.cid(),
                            key.user(),
                            key.appId(),
                            key.ownPassword() ? "yes" : "no",
                            key.denied().isEmpty() ? "none" : "not " + new TreeSet<>(key.denied()));
                }
            }
            return 0;
        }
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Gives a key a new secret, printed once; sessions opened with the old one end.")
    static final class Rotate implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "CID")
        private long cid;

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore _ = Access.open(data);
                    CredentialStore store = Access.credentials(data)) {
                print(store.rotateKey(cid));
            }
            Access.tellServer(data);
            return 0;
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends a key and its sessions at once.")
    static final class Revoke implements Callable<Integer> {
        @Mixin
        private EnvironmentOptions environment = new EnvironmentOptions();

        @Parameters(paramLabel = "CID")
        private long cid;

        @Override
        public Integer call() {
            DataDirectory data = environment.existing();
            try (AccessStore _ = Access.open(data);
                    CredentialStore store = Access.credentials(data)) {
                if (!store.revokeKey(cid)) {
                    throw new UserFacingException("no key " + cid);
                }
            }
            Access.tellServer(data);
            return 0;
        }
    }

    private static void print(IssuedKey key) {
        System.out.printf("cid     %d%nsec     %s%n", key.cid(), key.secret());
    }
}
