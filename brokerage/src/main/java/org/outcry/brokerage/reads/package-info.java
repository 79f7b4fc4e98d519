/**
 * The standard reads of every kind of row, made from the schema: list, item, items, find, deps, ldeps, suggest.
 * The brokerage registers them once. They must not know any kind of row by name but those that are computed and never kept.
 */
package org.outcry.brokerage.reads;
