/**
 * The product: command line, configuration and the wiring of the rooms. Only {@code main} calls it. It must not know a
 * trading rule or a wire format; it is the one place that sees every room.
 */
package org.outcry.app;
