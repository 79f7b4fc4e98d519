/**
 * When contracts trade: Chicago wall-clock time, exchange holidays, sessions and their session dates. The catalogue, the
 * procedural market, the desk and the ledger's set-up may use it. Knows no product, no price and no account, and never
 * asks what time it is.
 */
package org.outcry.market.calendar;
