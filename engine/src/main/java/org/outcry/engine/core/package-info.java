/**
 * The moving parts behind {@link org.outcry.engine.Engine}: books, accounts, orders and the rules that change them. Only
 * the engine calls in; every class belongs to its one thread. It must not know clocks, files, randomness or floating
 * point.
 */
package org.outcry.engine.core;
