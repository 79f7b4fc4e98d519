/**
 * What a source of prices answers: the market at an instant, events, bars and session statistics. The desk and
 * the feed ask it. It must not know accounts, orders or protocols.
 */
package org.outcry.market;
