package org.outcry.ledger.files;

import java.nio.file.Path;

/** A snapshot of the engine's state: the log position it was taken at, and its file. */
public record SnapshotRef(long logPosition, Path file) {}
