/**
 * The honest floors: the same bytes through the same library with nothing of ours in between. Each is a program of its own,
 * started by the rows. It must not know any room of the product.
 */
package org.outcry.bench.floor;
