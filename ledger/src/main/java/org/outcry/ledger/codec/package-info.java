/**
 * Commands and state rows to bytes and back, as {@code sbe/outcry-ledger.xml} numbers them. For the ledger's own packages.
 * Knows nothing of files, threads or the cluster; every message that is not understood completely is refused.
 */
package org.outcry.ledger.codec;
