/**
 * Holds what servers answer in tests against the published schemas and the error catalogue.
 * Tests' clients call it with every reply they hear.
 * It must not know how a reply came about, and the product must not depend on it.
 */
package org.outcry.contract;
