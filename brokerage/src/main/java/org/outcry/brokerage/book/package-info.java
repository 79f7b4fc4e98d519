/**
 * Every row of the current session and every live one, kept by one thread behind one bounded queue.
 * The operations of the brokerage run on that thread and read and change nothing elsewhere. It must not know what an operation answers.
 */
package org.outcry.brokerage.book;
