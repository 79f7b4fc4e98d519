/**
 * JSON as bytes, prices and money as exact decimals: what every protocol writes and reads alike.
 * Whoever speaks a protocol may call it. It must not know any protocol, engine or product.
 */
package org.outcry.wire;
