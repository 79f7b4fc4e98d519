/**
 * Backup and restore of a data directory. For the command line and for the running ledger's own backup. Knows files and
 * entries, not the cluster that wrote them.
 */
package org.outcry.ledger.recovery;
