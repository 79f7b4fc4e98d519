/**
 * What the desk needs to know of contracts and prices: listings by id and by name, market hours, and what positions are worth.
 * The rest of the desk calls it. It must not know requests, JSON or links.
 */
package org.outcry.desk.market;
