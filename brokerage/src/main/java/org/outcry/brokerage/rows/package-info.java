/**
 * One projection for each kind of row: its columns, and where the value of each comes from; a row is encoded once and shared.
 * The book calls it with what it knows of an order, an account or a contract. It must not know who reads a row.
 */
package org.outcry.brokerage.rows;
