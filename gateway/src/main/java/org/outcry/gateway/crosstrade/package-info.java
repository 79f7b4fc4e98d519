/**
 * The CrossTrade API: REST under {@code /v1/api/} and the WebSocket {@code /ws/stream}, both made from the one table of operations.
 * The gateway's front door calls it.
 * It must not know trading rules, how desks are connected, or any other room.
 */
package org.outcry.gateway.crosstrade;
