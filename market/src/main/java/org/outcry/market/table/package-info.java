/**
 * Reads the small tables of facts this module ships as resources. For the catalogue and the calendars only. Knows
 * nothing of what the columns mean.
 */
package org.outcry.market.table;
