/**
 * What traders ask of orders and positions: place, change, cancel, liquidate, and what a dry run would say.
 * The operations by path call it; it submits commands to the ledger and answers with their ids.
 * It must not know rows of what comes of a command: those follow from the ledger's events.
 */
package org.outcry.brokerage.orders;
