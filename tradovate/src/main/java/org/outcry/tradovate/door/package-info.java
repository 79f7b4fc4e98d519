/**
 * The contract between the Tradovate door, which knows sockets and secrets, and the brokerage, which knows accounts.
 * The gateway calls it and the brokerage implements it. It must not know how either works.
 */
package org.outcry.tradovate.door;
