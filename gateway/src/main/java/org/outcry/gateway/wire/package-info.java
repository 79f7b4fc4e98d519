/**
 * How bytes leave and enter: JSON answers over HTTP, and WebSocket messages with limits, shared frames and back-pressure.
 * Every room of the gateway may call it.
 * It must not know users, operations or desks, and it alone touches Netty.
 */
package org.outcry.gateway.wire;
