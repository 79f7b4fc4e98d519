/**
 * What can be asked of the contract library beyond reading its rows: which contract follows, and what a product costs.
 * The brokerage registers it as one of its features.
 * It must not know accounts or orders.
 */
package org.outcry.brokerage.library;
