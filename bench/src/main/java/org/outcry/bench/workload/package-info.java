/**
 * Our own engine and ledger over the neutral order stream, each as a program of its own. Rows start them. It must not know
 * HTTP or any peer.
 */
package org.outcry.bench.workload;
