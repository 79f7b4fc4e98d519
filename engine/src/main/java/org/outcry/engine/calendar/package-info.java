/**
 * Session windows, passed in as data. The market's calendars make them, the engine keeps them. No rule that
 * computes a holiday or a time zone belongs here.
 */
package org.outcry.engine.calendar;
