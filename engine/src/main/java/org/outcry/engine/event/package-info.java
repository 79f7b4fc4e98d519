/**
 * Everything that has happened, in past tense, with what explains each fill. The ledger stores events, views and
 * feeds are built from them. They must not know who listens.
 */
package org.outcry.engine.event;
