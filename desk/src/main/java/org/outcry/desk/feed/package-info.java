/**
 * Drives the engine with the market: submits what a watch asks for, the market of due instants, sampled marks and the passing of
 * time, and publishes quotes. The wiring starts it beside the desk. It must not know requests or their arguments.
 */
package org.outcry.desk.feed;
