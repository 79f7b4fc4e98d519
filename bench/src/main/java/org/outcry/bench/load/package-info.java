/**
 * The load client: HTTP and WebSocket over plain non-blocking sockets, so that the client costs little of the machine that it
 * shares with the server. Rows use it. It must not know which server it talks to.
 */
package org.outcry.bench.load;
