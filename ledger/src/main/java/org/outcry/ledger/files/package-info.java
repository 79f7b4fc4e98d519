/**
 * The files of a data directory, read without the cluster: catalog, log frames, snapshots, the lock. For the ledger's own
 * start-up check, for history, backup and doctor, and for tools that print a log. Knows frames and entries, not trading.
 */
package org.outcry.ledger.files;
