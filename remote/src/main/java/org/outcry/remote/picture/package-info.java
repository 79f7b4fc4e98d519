/**
 * What is known of a remote environment, kept from its rows and told as the engine's events. The remote ledger feeds it on its one
 * thread. It must not know sockets, and asks nobody for anything.
 */
package org.outcry.remote.picture;
