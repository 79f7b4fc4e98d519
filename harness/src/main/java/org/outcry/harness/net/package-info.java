/**
 * Where a server under test or measurement may listen.
 * Benchmarks and tests of the built product call it.
 * It must not know what the server is.
 */
package org.outcry.harness.net;
