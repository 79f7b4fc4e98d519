/**
 * Initial state and changes for sockets that asked for them by {@code user/syncrequest}.
 * The book tells it of every change, on the book's thread. It must not know why a row changed.
 */
package org.outcry.brokerage.sync;
