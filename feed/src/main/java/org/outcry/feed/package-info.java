/**
 * Brings a ledger what the world outside it knows: of the market what a watch asks for, the market of due instants, sampled marks
 * and the passing of time; of the catalogue products, session windows and contracts. The desk runs one beside the live ledger, a
 * replay one of its own. It must not know users, requests or their arguments.
 */
package org.outcry.feed;
