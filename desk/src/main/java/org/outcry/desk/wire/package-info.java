/**
 * How the desk's facts look on the CrossTrade wire: JSON writing, decimals, times, ids and the words for states. The rest of the
 * desk calls it; nothing outside the desk does. It must not know where the facts come from.
 */
package org.outcry.desk.wire;
