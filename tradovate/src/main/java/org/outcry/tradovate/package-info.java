/**
 * What the Tradovate door and the brokerage behind it agree on. The gateway and the brokerage call it; it knows neither HTTP nor the
 * ledger. Everything about entities, endpoints and fields comes from the schema file beside it.
 */
package org.outcry.tradovate;
