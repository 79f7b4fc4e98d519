/**
 * The contract between a gateway and a desk: the table of operations, the doors both sides implement, and the messages of the link.
 * The gateway and the desk may call it, and whatever wires them together.
 * It must not know HTTP servers, sockets, trading rules or any engine type.
 */
package org.outcry.link;
