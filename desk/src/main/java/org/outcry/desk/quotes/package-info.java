/**
 * Sends the quotes that a gateway wants, each when it changed. The desk starts it beside the feed that moves orders. It must not
 * know orders, accounts or requests.
 */
package org.outcry.desk.quotes;
