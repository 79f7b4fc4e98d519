/**
 * What is told to people: price alerts, signals for administrators, chats. The brokerage registers them once. They look at the market
 * and at events, and must not know orders.
 */
package org.outcry.brokerage.notices;
