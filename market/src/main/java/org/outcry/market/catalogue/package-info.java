/**
 * What can be traded: 57 products with their terms, their contracts, names, last trading days and front months. Any room
 * above the engine may ask it. Knows no account and no live price, never asks what time it is, and opens no file but its
 * own resources.
 */
package org.outcry.market.catalogue;
