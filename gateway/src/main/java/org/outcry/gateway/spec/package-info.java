/**
 * Specifications for programs and people, made from the one table of operations: OpenAPI, catalogue, texts for assistants, a page.
 * The gateway's doors call it, for requests that need no token and cost nothing.
 * It must not know tokens, budgets, desks or how any request is carried out.
 */
package org.outcry.gateway.spec;
