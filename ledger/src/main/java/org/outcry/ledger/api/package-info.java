/**
 * The ledger's doors: submit a command under a durable key, hear outcomes, ask for its state of health. The desk
 * and the wiring call in. Nothing here says how the log is kept.
 */
package org.outcry.ledger.api;
