/**
 * One class for each benchmark: what it measures, beside what, and what it has to reach. Only the main class calls them. They
 * must not reach into a room beyond its doors.
 */
package org.outcry.bench.rows;
