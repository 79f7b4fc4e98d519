/**
 * The whole node in a fake world: real engine, codecs, views, feed, desk and gateway logic over an in-memory log, with faults from
 * one seed. Tests call it. It must not start a thread, read a clock or open a file.
 */
package org.outcry.harness.simulation;
