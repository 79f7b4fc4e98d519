/**
 * Demo accounts and their money: opening, evaluation accounts, balances, resets. The brokerage registers them once. They must not
 * know orders.
 */
package org.outcry.brokerage.money;
