package org.outcry.market.intake;

import java.io.IOException;

/** A file of records, read once from front to back. One thread. */
interface RecordSource extends AutoCloseable {
    /** Reads the next record; false at the end. What cannot be read is told by {@link RawRecord#problem}. */
    boolean next(RawRecord into) throws IOException;

    /** True when the file holds quotes; a file of trades alone gets its quotes from them. */
    boolean quotes();

    /** Where the record just read stands: a line number of a text file, a record's number otherwise; the first is 1. */
    long place();

    @Override
    void close() throws IOException;
}
