package org.outcry.ledger.files;

/** A snapshot: the state at {@code logPosition} lies in the recording of that id. */
public record SnapshotRef(long logPosition, long recordingId, long leadershipTermId) {}
