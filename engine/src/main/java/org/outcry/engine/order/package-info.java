/**
 * The words of orders: types, durations, sides of a status, terms, attached orders. Everyone who speaks of orders
 * may use them. Values only: what happens to an order is decided elsewhere in the engine.
 */
package org.outcry.engine.order;
