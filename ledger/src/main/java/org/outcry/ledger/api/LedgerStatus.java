package org.outcry.ledger.api;

/**
 * Numbers for health pages and metrics.
 *
 * @param ready commands are accepted
 * @param reason why not ready, "" when ready
 * @param logPosition bytes of log applied
 * @param appliedCommands commands applied since this process started
 * @param pendingCommands submissions waiting for an outcome
 * @param pendingBound where the ledger answers busy
 * @param snapshotPosition position of the last verified snapshot
 * @param historyPosition history is durable up to here
 * @param stateVersion rules version in force
 */
public record LedgerStatus(
        boolean ready,
        String reason,
        long logPosition,
        long appliedCommands,
        long pendingCommands,
        long pendingBound,
        long snapshotPosition,
        long historyPosition,
        int stateVersion) {}
