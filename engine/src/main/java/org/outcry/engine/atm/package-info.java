/**
 * The words of ATM (Advanced Trade Management) strategies: what exits an entry gets and how its stops move. Everyone who
 * submits or shows such entries may use it. Values and their arithmetic only: no order, no account, no market.
 */
package org.outcry.engine.atm;
