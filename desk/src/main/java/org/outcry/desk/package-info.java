/**
 * The embedded desk: it executes the functions of the CrossTrade API over the ledger and the market, and publishes quotes and
 * events up its link. The wiring in {@code app} creates it; a gateway reaches it only as a
 * {@link org.outcry.link.DeskLink}. It must not know HTTP routes, tokens or rate limits.
 */
package org.outcry.desk;
