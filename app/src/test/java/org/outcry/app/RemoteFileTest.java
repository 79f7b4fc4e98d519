package org.outcry.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.outcry.remote.RemoteSettings;
import org.outcry.remote.order.Allowance;

/** What a remote desk is started with: files that may go, and all those that may not. */
class RemoteFileTest {
    private static final Map<String, String> PASSWORD = Map.of("OUTCRY_REMOTE_PASSWORD", "from the environment");
    private static final String DEMO = """
            name = practice
            domain = demo
            demo = https://demo.example.org/v1
            live = https://live.example.org/v1
            md = https://md.example.org/v1
            user = alice
            """;
    private static final Allowance ALLOWANCE = new Allowance("LIVE7", 2, 3);

    @TempDir
    Path directory;

    private RemoteSettings settings(String text, Map<String, String> environment, Optional<Allowance> allowance)
            throws IOException {
        Path file = Files.writeString(directory.resolve("remote.properties"), text);
        return RemoteFile.read(file, environment).settings(allowance, "device");
    }

    private String mistake(String text, Map<String, String> environment, Optional<Allowance> allowance) {
        return assertThrows(UserFacingException.class, () -> settings(text, environment, allowance))
                .getMessage();
    }

    @Test
    void aDemoDeskTakesItsPasswordFromTheEnvironment() throws Exception {
        RemoteSettings settings = settings(DEMO + "accounts = A, B\n", PASSWORD, Optional.empty());
        assertEquals("https://demo.example.org/v1", settings.trading().toString());
        assertEquals(List.of("A", "B"), settings.accounts());
        assertEquals("from the environment", settings.credentials().password());
        assertEquals("trader", settings.owner());
        assertEquals(80, settings.requestsPerMinute());
    }

    @Test
    void secretsMayStandInAFileThatOnlyItsOwnerReads() throws Exception {
        Path secrets = Files.writeString(directory.resolve("secrets"), "password = kept\ncid = 7\nsec = shh\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r--r--"));
        String withFile = DEMO + "secrets = secrets\n";
        assertTrue(mistake(withFile, Map.of(), Optional.empty()).contains("chmod 600"));
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        RemoteSettings settings = settings(withFile, Map.of(), Optional.empty());
        assertEquals("kept", settings.credentials().password());
        assertEquals("7", settings.credentials().clientId());
        assertEquals("shh", settings.credentials().secret());
    }

    @Test
    void whatIsWrongIsSaid() {
        assertTrue(mistake(DEMO, Map.of(), Optional.empty()).contains("OUTCRY_REMOTE_PASSWORD"));
        assertTrue(
                mistake(DEMO + "password = here\n", PASSWORD, Optional.empty()).contains("do not belong here"));
        assertTrue(mistake(DEMO + "colour = red\n", PASSWORD, Optional.empty()).contains("unknown [colour]"));
        assertTrue(mistake(DEMO.replace("https://demo", "http://demo"), PASSWORD, Optional.empty())
                .contains("https:// only"));
        assertTrue(mistake(DEMO.replace("user = alice", ""), PASSWORD, Optional.empty())
                .contains("user is missing"));
    }

    @Test
    void whatWasReadIsShownWhenItIsWrong() {
        String domain = mistake(DEMO.replace("domain = demo", "domain = paper"), PASSWORD, Optional.empty());
        assertTrue(domain.contains("'paper'"), domain);
        String requests = mistake(DEMO + "requestsPerMinute = many\n", PASSWORD, Optional.empty());
        assertTrue(requests.contains("requestsPerMinute") && requests.contains("'many'"), requests);
        String comment = mistake(DEMO + "accounts = A   # mine\n", PASSWORD, Optional.empty());
        assertTrue(comment.contains("accounts = 'A   # mine'"), comment);
    }

    /** Whoever copies the page's file gets what it says. */
    @Test
    void theDocumentedFileWorks() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "operate", "remote.md"));
        int begin = page.indexOf("```\n# Shown as provider");
        String text = page.substring(begin + 4, page.indexOf("```", begin + 4));
        Path secrets = Files.writeString(directory.resolve("practice.secrets"), "password = kept\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        RemoteSettings settings = settings(text, Map.of(), Optional.empty());
        assertEquals("practice", settings.name());
        assertEquals("https://demo.tradovateapi.com/v1", settings.trading().toString());
        assertEquals(List.of("DEMO700123"), settings.accounts());
        assertEquals("trader", settings.owner());
        assertEquals(80, settings.requestsPerMinute());
    }

    @Test
    void liveCredentialsAreRefusedUnlessAllowed() throws Exception {
        String live = DEMO.replace("domain = demo", "domain = live");
        assertTrue(mistake(live, PASSWORD, Optional.empty()).contains("--allow-live"));
        assertTrue(mistake(DEMO, PASSWORD, Optional.of(ALLOWANCE)).contains("domain=live"));
        assertTrue(mistake(DEMO.replace("https://demo", "https://live"), PASSWORD, Optional.empty())
                .contains("is a live one"));
        assertEquals(
                "https://live.example.org/v1",
                settings(live, PASSWORD, Optional.of(ALLOWANCE)).trading().toString());
    }

    @Test
    void aLiveDeskStartsOnlyWhenAPersonTypesTheAccount() throws Exception {
        RemoteSettings live =
                settings(DEMO.replace("domain = demo", "domain = live"), PASSWORD, Optional.of(ALLOWANCE));
        assertTrue(assertThrows(UserFacingException.class, () -> LiveConsent.ask(live, Optional.empty()))
                .getMessage()
                .contains("terminal"));
        Function<String, String> wrong = _ -> "yes";
        assertThrows(UserFacingException.class, () -> LiveConsent.ask(live, Optional.of(wrong)));
        StringBuilder shown = new StringBuilder();
        LiveConsent.ask(live, Optional.of(prompt -> {
            shown.append(prompt);
            return "LIVE7";
        }));
        assertTrue(
                shown.toString().contains("live.example.org")
                        && shown.toString().contains("at most 2"),
                shown::toString);
        LiveConsent.ask(settings(DEMO, PASSWORD, Optional.empty()), Optional.empty());
    }
}
