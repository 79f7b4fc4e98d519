/**
 * Charts: how trades add up to elements of each kind, history in packets, and what follows it live without a gap or a repeat.
 * Called by the market room alone; history is computed on workers, the rest on the room's thread.
 * It must not know sockets beyond sending to them, nor who may ask.
 */
package org.outcry.brokerage.marketdata.charts;
