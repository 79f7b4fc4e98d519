/**
 * Tells the gateway of orders, executions and positions as they change. {@link org.outcry.desk.Desk} starts it and hands it the
 * users the gateway asks about. It must not know requests.
 */
package org.outcry.desk.events;
