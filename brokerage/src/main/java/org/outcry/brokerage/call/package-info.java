/**
 * Operations by path: who runs a call, and on which thread.
 * Every part of the brokerage registers its operations here. It must not know what any of them does.
 */
package org.outcry.brokerage.call;
