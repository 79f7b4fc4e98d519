/**
 * One contract's market walked once for everybody, and how its moments are written. Subscriptions and charts listen to it; it must
 * not know who they are.
 */
package org.outcry.brokerage.marketdata.tape;
