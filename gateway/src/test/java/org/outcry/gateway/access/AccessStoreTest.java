package org.outcry.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessStoreTest {
    private static final long DAY = 20_000;

    @TempDir
    Path data;

    private AccessStore store;
    private AccessTokens tokens;

    @BeforeEach
    void open() {
        store = AccessStore.open(file(), Clock.systemUTC());
        store.addUser("trader");
        tokens = new AccessTokens(store, Profile.STRICT, System::nanoTime, () -> DAY);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path file() {
        return data.resolve("gateway.db");
    }

    private Optional<AccessTokens.Token> bearer(String secret) {
        return tokens.authenticate("Bearer " + secret);
    }

    @Test
    void secretsAreFortyThreeCharactersAndNeverKept() throws Exception {
        IssuedToken issued = store.create("trader", "laptop");
        assertTrue(issued.secret().matches("[A-Za-z0-9_-]{43}"), "43 URL-safe characters");
        assertFalse(issued.toString().contains(issued.secret()));
        store.close();
        try (Stream<Path> files = Files.list(data)) {
            for (Path kept : files.toList()) {
                String text = new String(Files.readAllBytes(kept), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(issued.secret()), kept.toString());
            }
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        store = AccessStore.open(file(), Clock.systemUTC());
    }

    @Test
    void createListRotateRevoke() {
        IssuedToken first = store.create("trader", "laptop");
        IssuedToken second = store.create("trader", "server");
        tokens.reload();
        assertSame(
                bearer(first.secret()).orElseThrow().caller(),
                bearer(second.secret()).orElseThrow().caller());
        assertEquals(
                List.of("laptop", "server"),
                store.tokens().stream().map(TokenInfo::label).sorted().toList());

        IssuedToken rotated = store.rotate(first.id());
        tokens.reload();
        assertEquals(first.id(), rotated.id());
        assertNotEquals(first.secret(), rotated.secret());
        assertEquals(Optional.empty(), bearer(first.secret()));
        assertTrue(bearer(rotated.secret()).isPresent());

        assertTrue(store.revoke(second.id()));
        assertFalse(store.revoke(second.id()));
        tokens.reload();
        assertEquals(Optional.empty(), bearer(second.secret()));
        assertThrows(AccessException.class, () -> store.rotate("nothing"));
        assertThrows(AccessException.class, () -> store.create("stranger", "x"));
        assertThrows(AccessException.class, () -> store.addUser("bad name"));
        assertThrows(AccessException.class, () -> store.addUser(""));
    }

    @Test
    void removingAUserEndsTheirTokens() {
        IssuedToken issued = store.create("trader", "laptop");
        assertTrue(store.removeUser("trader"));
        tokens.reload();
        assertEquals(Optional.empty(), bearer(issued.secret()));
        assertEquals(List.of(), store.tokens());
    }

    @Test
    void aSecretFromOutsideIsAdmittedOnceAndReplaced() {
        String first = "a".repeat(43);
        store.admit("trader", "environment", first);
        store.admit("trader", "environment", first);
        tokens.reload();
        assertTrue(bearer(first).isPresent());
        store.admit("trader", "environment", "b".repeat(43));
        tokens.reload();
        assertEquals(Optional.empty(), bearer(first));
        assertEquals(1, store.tokens().size());
        assertThrows(AccessException.class, () -> store.admit("other", "environment", "b".repeat(43)));
        for (String weak : List.of("", "short", "a".repeat(31), "a".repeat(257), " ".repeat(43), "\u00e9".repeat(43))) {
            assertThrows(AccessException.class, () -> store.admit("trader", "environment", weak));
        }
    }

    @Test
    void aChangeByAnotherProcessIsSeenAtTheNextRefresh() {
        AtomicInteger changes = new AtomicInteger();
        tokens.onChange(changes::incrementAndGet);
        try (AccessStore other = AccessStore.open(file(), Clock.systemUTC())) {
            IssuedToken issued = other.create("trader", "phone");
            assertEquals(Optional.empty(), bearer(issued.secret()));
            tokens.refresh();
            AccessTokens.Token token = bearer(issued.secret()).orElseThrow();
            assertEquals(0, changes.get());
            other.revoke(issued.id());
            tokens.refresh();
            assertEquals(Optional.empty(), bearer(issued.secret()));
            assertFalse(token.isValid());
            assertEquals(1, changes.get());
        }
    }

    @Test
    void theDayOfLastUseIsKept() {
        IssuedToken issued = store.create("trader", "laptop");
        tokens.reload();
        assertEquals(Optional.empty(), store.tokens().getFirst().lastUsed());
        assertTrue(bearer(issued.secret()).isPresent());
        tokens.refresh();
        assertEquals(
                Optional.of(LocalDate.ofEpochDay(DAY)),
                store.tokens().getFirst().lastUsed());
    }

    @Test
    void headersThatAreNotATokenAreNobody() {
        IssuedToken issued = store.create("trader", "laptop");
        tokens.reload();
        for (String header : List.of(
                "",
                "Bearer",
                "Bearer ",
                issued.secret(),
                "Basic " + issued.secret(),
                "Bearer  " + issued.secret(),
                "Bearer " + issued.secret() + " ",
                "Bearer " + issued.secret().toLowerCase(java.util.Locale.ROOT) + "A",
                "Bearer " + "x".repeat(100_000))) {
            assertEquals(Optional.empty(), tokens.authenticate(header));
        }
        assertTrue(tokens.authenticate("BEARER " + issued.secret()).isPresent());
    }

    @Test
    void aNewerFileIsRefused() throws Exception {
        store.close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }
        AccessException refused =
                assertThrows(AccessException.class, () -> AccessStore.open(file(), Clock.systemUTC()));
        assertTrue(refused.getMessage().contains("newer"), refused.getMessage());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 1");
        }
        store = AccessStore.open(file(), Clock.systemUTC());
    }
}
