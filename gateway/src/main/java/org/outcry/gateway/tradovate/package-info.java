/**
 * The Tradovate room: four domains by port and host name, REST and sockets, sign-in, sessions and documented limits.
 * The gateway's doors call it, and it calls the brokerage through {@code org.outcry.tradovate.door}.
 * It must not know how the brokerage keeps accounts, nor any other room of the gateway.
 */
package org.outcry.gateway.tradovate;
