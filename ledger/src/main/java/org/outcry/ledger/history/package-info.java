/**
 * History: everything that happened, as rows in SQLite, written from events with their log position in the same
 * transaction. The ledger feeds it; anyone may read the file. What the log no longer holds lives only here, so it is part
 * of every backup and never disposable.
 */
package org.outcry.ledger.history;
