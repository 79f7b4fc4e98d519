/**
 * Scenarios written as text a trader can read, and the doors they are played through: engine, ledger, desk. Tests call it. It must
 * not know what any answer should be: the tables say that.
 */
package org.outcry.harness.scenario;
