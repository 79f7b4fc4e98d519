/**
 * Walks the documented routes of the CrossTrade API line by line against a running server, over REST and over WebSocket, and says of
 * each line whether the server keeps it. A person runs it by hand, tests run it in process and against the built product. It must
 * not know how the server is made: all it sees is the table of operations and what comes through the doors.
 */
package org.outcry.harness.walk;
