package org.outcry.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Points the log at its directory; call before anything logs. */
final class Logs {
    private Logs() {}

    static void into(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UserFacingException("cannot write logs to " + directory + ": " + e.getMessage(), e);
        }
        System.setProperty("OUTCRY_LOGS", directory.toString());
    }
}
