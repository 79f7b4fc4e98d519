/**
 * What limits an account, as rows and as operations: locks, position limits, risk parameters, limits that liquidate by themselves.
 * The brokerage registers them once, and whoever opens accounts sets limits through {@link org.outcry.brokerage.limits.LimitTerms}.
 * It must not know orders.
 */
package org.outcry.brokerage.limits;
