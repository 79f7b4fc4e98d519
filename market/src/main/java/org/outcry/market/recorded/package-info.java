/**
 * Market data that users recorded elsewhere: sessions of one contract in compact files, and a market that plays them where
 * they exist and another market where they do not. Called by the replay domain, and by the import, which fills it. It must not
 * know which file formats the data came in, nor accounts, orders or HTTP.
 */
package org.outcry.market.recorded;
