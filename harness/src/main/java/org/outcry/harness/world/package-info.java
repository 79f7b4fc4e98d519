/**
 * The fake world: chance from one seed, time that only moves when told to, a market written in advance, a disk that forgets what
 * was not synced. Simulations and scenario tests call it. It must not know users, desks or gateways.
 */
package org.outcry.harness.world;
