/**
 * Read models built from events: immutable answers for every thread, disposable and rebuilt at start. Front ends read them;
 * only the replica writes them, on its one thread. Knows nothing of the log or its transport.
 */
package org.outcry.ledger.view;
