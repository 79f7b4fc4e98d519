/**
 * Products and contracts as far as orders and money need them. The catalogue makes them, the engine keeps them.
 * Names, formats and trading hours live with the market.
 */
package org.outcry.engine.instrument;
