package org.outcry.app;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.outcry.market.calendar.SessionMode;
import org.outcry.remote.RemoteSettings;
import org.outcry.remote.RemoteTimings;
import org.outcry.remote.order.Allowance;
import org.outcry.remote.signin.Credentials;

/**
 * The file that says where a remote environment is: {@code key = value} lines. It holds no secret; those come from the environment or
 * from a file of their own that only its owner can read.
 */
final class RemoteFile {
    private static final Set<String> KEYS = Set.of(
            "name",
            "domain",
            "demo",
            "live",
            "md",
            "user",
            "accounts",
            "owner",
            "hours",
            "requestsPerMinute",
            "secrets");
    private static final Set<String> SECRETS = Set.of("password", "cid", "sec");
    private static final Pattern COMMENTED = Pattern.compile("\\s#");
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final Properties values;
    private final Map<String, String> environment;

    private RemoteFile(Path file, Properties values, Map<String, String> environment) {
        this.file = file;
        this.values = values;
        this.environment = environment;
    }

    /** @param environment of the process, where secrets may stand */
    static RemoteFile read(Path file, Map<String, String> environment) {
        Properties values = load(file);
        RemoteFile read = new RemoteFile(file, values, environment);
        Set<String> unknown = new TreeSet<>(values.stringPropertyNames());
        unknown.removeAll(KEYS);
        if (unknown.stream().anyMatch(SECRETS::contains)) {
            throw read.mistake("secrets do not belong here: set OUTCRY_REMOTE_PASSWORD (OUTCRY_REMOTE_CID,"
                    + " OUTCRY_REMOTE_SEC), or name a file of mode 0600 with secrets = FILE");
        }
        if (!unknown.isEmpty()) {
            throw read.mistake("unknown " + unknown + "; known are " + new TreeSet<>(KEYS));
        }
        for (String key : new TreeSet<>(values.stringPropertyNames())) {
            if (COMMENTED.matcher(values.getProperty(key)).find()) {
                throw read.mistake("comments stand on lines of their own, but " + read.shown(key));
            }
        }
        return read;
    }

    private static Properties load(Path file) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserFacingException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return values;
    }

    /** When the market over there is open; the exchange's hours unless the file says otherwise. */
    SessionMode hours() {
        return switch (value("hours").orElse("real")) {
            case "real" -> SessionMode.REAL_HOURS;
            case "always-open" -> SessionMode.ALWAYS_OPEN;
            default -> throw mistake("hours is real or always-open, but " + shown("hours"));
        };
    }

    /**
     * The settings, checked.
     *
     * @param deviceId of this desk
     */
    RemoteSettings settings(Optional<Allowance> allowance, String deviceId) {
        boolean live = switch (required("domain")) {
            case "demo" -> false;
            case "live" -> true;
            default -> throw mistake("domain is demo or live, but " + shown("domain"));
        };
        try {
            return new RemoteSettings(
                    required("name"),
                    live,
                    URI.create(required(live ? "live" : "demo")),
                    URI.create(required("md")),
                    value("owner").orElse("trader"),
                    list("accounts"),
                    allowance,
                    requests(),
                    credentials(deviceId),
                    RemoteTimings.DOCUMENTED);
        } catch (IllegalArgumentException e) {
            throw mistake(e.getMessage());
        }
    }

    private int requests() {
        try {
            return value("requestsPerMinute").map(Integer::valueOf).orElse(RemoteSettings.USUAL_REQUESTS);
        } catch (NumberFormatException e) {
            throw mistake("requestsPerMinute is a whole number, but " + shown("requestsPerMinute"));
        }
    }

    private Credentials credentials(String deviceId) {
        Properties kept = value("secrets")
                .map(name -> file.toAbsolutePath().resolveSibling(name))
                .map(this::secrets)
                .orElseGet(Properties::new);
        UnaryOperator<String> secret =
                key -> Optional.ofNullable(environment.get("OUTCRY_REMOTE_" + key.toUpperCase(java.util.Locale.ROOT)))
                        .filter(found -> !found.isBlank())
                        .orElse(kept.getProperty(key, "").strip());
        String password = secret.apply("password");
        if (password.isEmpty()) {
            throw mistake("no password: set OUTCRY_REMOTE_PASSWORD, or name a file of mode 0600 with secrets = FILE");
        }
        return new Credentials(required("user"), password, secret.apply("cid"), secret.apply("sec"), deviceId);
    }

    private Properties secrets(Path secrets) {
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(secrets))) {
                throw mistake("others can read " + secrets + ": chmod 600 " + secrets);
            }
        } catch (IOException e) {
            throw mistake("cannot read " + secrets + ": " + e.getMessage());
        }
        Properties kept = load(secrets);
        if (!SECRETS.containsAll(kept.stringPropertyNames())) {
            throw mistake(secrets + " holds password, cid and sec, nothing else");
        }
        return kept;
    }

    private String required(String key) {
        return value(key).orElseThrow(() -> mistake(key + " is missing"));
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(values.getProperty(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private List<String> list(String key) {
        return value(key)
                .map(text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    /** What was read; only of this file, which holds no secret. */
    private String shown(String key) {
        return key + " = '" + values.getProperty(key).strip() + "'";
    }

    private UserFacingException mistake(String what) {
        return new UserFacingException(file + ": " + what);
    }
}
