/**
 * The ledger without a log: the same engine and the same views, applied at once on the caller's thread. Tests and the harness
 * call it, and nothing that must survive its process. It must not know the cluster.
 */
package org.outcry.ledger.memory;
