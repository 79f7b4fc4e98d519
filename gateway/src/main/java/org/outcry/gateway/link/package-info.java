/**
 * The door desks dial: an upgrade on {@code /link}, one {@link org.outcry.link.DeskLink} for each desk behind it.
 * The gateway's front door calls it; other rooms meet its desks through {@link org.outcry.gateway.access.Desks}.
 * It must not know clients, operations or what a reply says.
 */
package org.outcry.gateway.link;
