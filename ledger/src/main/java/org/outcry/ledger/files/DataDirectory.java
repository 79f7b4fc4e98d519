package org.outcry.ledger.files;

import java.nio.file.Path;

/** Where things lie inside a data directory. docs/operate/recover.md lists them for people. */
public record DataDirectory(Path root) {
    /** Held with an operating system lock by the process that runs the ledger; holds its process id. */
    public Path lockFile() {
        return root.resolve("ledger.lock");
    }

    /** The engine's state at some log positions, a file each. */
    public Path snapshots() {
        return root.resolve("snapshots");
    }

    /** Recordings of the log and of the cluster's own checkpoints, with their catalog. */
    public Path archive() {
        return root.resolve("archive");
    }

    /** Which recordings are the log and which are checkpoints. */
    public Path cluster() {
        return root.resolve("cluster");
    }

    public Path historyFile() {
        return root.resolve("history.db");
    }

    /** Transport buffers, when shared memory has no room for them. Worthless after a stop. */
    public Path transport() {
        return root.resolve("transport");
    }
}
