package org.outcry.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens an SQLite file the way every store of the gateway has it: owner alone, WAL, full synchronisation. */
final class SqliteFile {
    private SqliteFile() {}

    /**
     * Opens or creates a file.
     *
     * @throws AccessException when it cannot be opened
     */
    static Connection open(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            if (!Files.exists(file) && Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 5000");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                statement.execute("PRAGMA foreign_keys = ON");
            }
            return connection;
        } catch (IOException | SQLException e) {
            throw new AccessException("Cannot open " + file + ": " + e.getMessage(), e);
        }
    }

    /** Refuses a file of a newer version. */
    static void requireVersion(Connection connection, String name, int newest) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
            int found = rows.getInt(1);
            if (found > newest) {
                throw new AccessException(
                        name + " was written by a newer Outcry (schema " + found + "); start that version");
            }
        }
    }
}
