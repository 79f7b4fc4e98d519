/**
 * Bringing market data in: files of other people's formats, checked record by record, become recordings. Called by the command
 * line. It must not know what the recordings are used for, nor print.
 */
package org.outcry.market.intake;
