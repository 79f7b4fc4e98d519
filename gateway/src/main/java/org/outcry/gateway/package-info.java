/**
 * A gateway: one HTTP server whose rooms speak the public protocols to clients and hand requests to the desk of each user.
 * Only the application starts it, through {@link org.outcry.gateway.GatewayServer}.
 * It must not know engine, ledger or market; everything about trading stays behind the link.
 */
package org.outcry.gateway;
