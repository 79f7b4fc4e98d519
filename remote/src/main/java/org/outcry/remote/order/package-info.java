/**
 * Orders on their way to a remote environment: how they are written, which are allowed, and what their answers mean. The remote ledger
 * uses it on its one thread. It must not know sockets.
 */
package org.outcry.remote.order;
