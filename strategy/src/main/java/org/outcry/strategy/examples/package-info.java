/**
 * Strategies that ship with the desk: small enough to read in a minute, whole enough to run. They may be started by their class
 * names and copied as a beginning. They know the strategy interface alone.
 */
package org.outcry.strategy.examples;
