/**
 * Master data as rows: records of the ledger, the few reference rows that ship with the product, and the operations that only keep or
 * remove records. Features of other packages build on {@link org.outcry.brokerage.records.Request}. It must not know orders.
 */
package org.outcry.brokerage.records;
