package org.outcry.gateway.tradovate;

/**
 * Where a request comes from.
 *
 * @param address network address of the client, without port
 * @param host the {@code Host} it asked for
 */
record Origin(String address, String host, String userAgent) {}
