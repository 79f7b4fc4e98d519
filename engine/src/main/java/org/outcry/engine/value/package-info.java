/**
 * Small values all parts share: prices, sides, depth, a market at an instant, a trade. Anyone above the engine
 * may use them. They depend on nothing but the JDK.
 */
package org.outcry.engine.value;
