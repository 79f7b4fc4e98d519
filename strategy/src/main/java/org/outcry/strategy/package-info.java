/**
 * What a trading strategy that runs on the desk is written against. Users compile their own strategies with this package and put
 * the jar into the data directory. It knows nothing of the desk, of the ledger or of any protocol, and depends on the JDK alone.
 */
package org.outcry.strategy;
