/**
 * The ledger on Aeron Cluster: an embedded member, its replica of the engine, and the door that submits to it. The
 * application opens {@link org.outcry.ledger.cluster.AeronLedger}; everyone else holds the doors of {@code ledger.api}.
 * Knows no protocol and no front end.
 */
package org.outcry.ledger.cluster;
