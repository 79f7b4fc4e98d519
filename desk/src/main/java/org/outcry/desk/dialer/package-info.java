/**
 * Dials a gateway over a WebSocket and serves its requests with a desk in this process. The wiring of a stand-alone desk starts
 * it. It must not know trading: whatever arrives goes to the desk as it is.
 */
package org.outcry.desk.dialer;
