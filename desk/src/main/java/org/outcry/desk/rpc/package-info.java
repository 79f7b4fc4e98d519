/**
 * The functions of the CrossTrade API, one class for each group, and the one place that reads their arguments. Only
 * {@link org.outcry.desk.Desk} calls it. It must not know links, sockets or HTTP.
 */
package org.outcry.desk.rpc;
