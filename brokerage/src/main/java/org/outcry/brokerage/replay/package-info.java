/**
 * Replays: sessions of users on a past market with a clock, a ledger and a brokerage of their own, behind the replay domain. The
 * wiring puts it before the brokerage of the live ledger, to which it hands what belongs to no session. It must not know sockets
 * below the door, and nothing of a session reaches the live ledger.
 */
package org.outcry.brokerage.replay;
