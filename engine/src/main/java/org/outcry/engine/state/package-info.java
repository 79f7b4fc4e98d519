/**
 * The engine's whole state as rows, for snapshots, hashes and history. The ledger writes and reads them. A row
 * must not know how it is encoded.
 */
package org.outcry.engine.state;
