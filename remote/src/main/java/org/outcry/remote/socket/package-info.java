/**
 * One socket of the Tradovate protocol as its client: frames, requests and replies, heartbeats, silence. The rest of {@code
 * org.outcry.remote} opens sockets with it. It must not know what the messages mean, nor when to dial again.
 */
package org.outcry.remote.socket;
