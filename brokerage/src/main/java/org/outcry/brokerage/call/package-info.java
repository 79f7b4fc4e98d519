/**
 * Operations by path, who runs them and on which thread, and what they work with.
 * Every part of the brokerage registers its operations here. It must not know what any of them does.
 */
package org.outcry.brokerage.call;
