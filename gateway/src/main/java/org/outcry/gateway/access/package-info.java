/**
 * Who a caller is, how often they may ask, which desk is theirs, and what a browser may do: what every room of the gateway shares.
 * The other rooms and the gateway's front door may call it.
 * It must not know any wire format, any operation, or any other room.
 */
package org.outcry.gateway.access;
