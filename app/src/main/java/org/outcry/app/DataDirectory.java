package org.outcry.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.outcry.ledger.cluster.LedgerSettings;

/**
 * Where one environment keeps everything: {@code ledger/} (log, snapshots, history), {@code gateway/} (users, token hashes), {@code strategies/}, {@code atm/},
 * {@code recorded/} (imported market data),
 * {@code remote/} (of a desk that trades elsewhere), {@code logs/}, {@code token} and {@code password} (the first user's, mode 0600) and {@code control.sock}. Private to its owner.
 */
record DataDirectory(Path root) {
    static final String STRATEGIES = "strategies";
    /** The user's own ATM templates; the desk finds it beside its strategies. */
    static final String ATM = "atm";
    /** Market data that was imported. */
    static final String RECORDED = "recorded";

    private static final int LONGEST_SOCKET_NAME = 100;

    static DataDirectory open(Path root) {
        try {
            Path absolute = root.toAbsolutePath().normalize();
            if (!Files.exists(absolute)) {
                Files.createDirectories(
                        absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            return new DataDirectory(absolute);
        } catch (IOException e) {
            throw new UserFacingException("cannot use data directory " + root + ": " + e.getMessage(), e);
        }
    }

    /** Names the directory without making it, for commands that only read. */
    static DataDirectory existing(Path root) {
        if (!Files.isDirectory(root)) {
            throw new UserFacingException(
                    "no data directory at " + root + ": start Outcry once, or name it with --data");
        }
        return new DataDirectory(root.toAbsolutePath().normalize());
    }

    /** Takes a directory away with everything in it. */
    static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    Path ledger() {
        return root.resolve("ledger");
    }

    /**
     * How the ledger here is run: the defaults, with the transport's buffers in the directory that {@code OUTCRY_SHARED_MEMORY}
     * names instead of {@code /dev/shm}.
     */
    LedgerSettings ledgerSettings() {
        LedgerSettings defaults = LedgerSettings.of(ledger());
        return Optional.ofNullable(System.getenv("OUTCRY_SHARED_MEMORY"))
                .filter(name -> !name.isBlank())
                .map(name -> defaults.withSharedMemory(Path.of(name)))
                .orElse(defaults);
    }

    /** What a desk over a remote environment keeps; not there unless one was started. */
    Path remote() {
        return root.resolve("remote");
    }

    /** There while a halt of the remote desk stands. */
    Path remoteHalt() {
        return remote().resolve("halt");
    }

    Path gateway() {
        return root.resolve("gateway");
    }

    Path gatewayStore() {
        return gateway().resolve("gateway.db");
    }

    /** Which market is traded: {@link MarketChoice}. */
    Path market() {
        return root.resolve("market");
    }

    /** What strategies run, and the users' jars they come from. */
    Path strategies() {
        return root.resolve(STRATEGIES);
    }

    /** Market data that was imported; not there before the first import. */
    Path recorded() {
        return root.resolve(RECORDED);
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** A Unix socket's name may have about 100 bytes; a longer one moves to a private directory under the system's own. */
    Path controlSocket() {
        Path inside = root.resolve("control.sock");
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_NAME) {
            return inside;
        }
        String name = "outcry-" + Integer.toHexString(root.toString().hashCode());
        return Path.of(System.getProperty("java.io.tmpdir"), name, "control.sock");
    }

    /** The token of the first user, kept so that the start page can show it again. */
    Optional<String> token() {
        try {
            return Optional.of(
                    Files.readString(tokenFile(), StandardCharsets.US_ASCII).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    void keepToken(String token) {
        keep(tokenFile(), token);
    }

    /** The first user's generated password, kept for the start page as the token is. */
    Optional<String> password() {
        try {
            return Optional.of(Files.readString(passwordFile()).strip());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    void keepPassword(String password) {
        keep(passwordFile(), password);
    }

    /** It was changed: what is kept is worth nothing. */
    void forgetPassword() {
        try {
            Files.deleteIfExists(passwordFile());
        } catch (IOException e) {
            throw new UserFacingException("cannot remove " + passwordFile() + ": " + e.getMessage(), e);
        }
    }

    private static void keep(Path file, String secret) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UserFacingException("cannot keep a secret in " + file + ": " + e.getMessage(), e);
        }
    }

    private Path passwordFile() {
        return root.resolve("password");
    }

    private Path tokenFile() {
        return root.resolve("token");
    }
}
