package org.outcry.tradovate.door;

import java.util.List;

/** What an operation came to. Business failures are {@link Done} with an {@code errorText} or {@code failureReason} inside. */
public sealed interface Answer {

    /**
     * Status 200.
     *
     * @param json one finished JSON value in UTF-8, given away: nobody writes to it again; empty for an answer without a value
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Done(byte[] json) implements Answer {}

    /**
     * Status 200 in several responses with the same request id, as a synchronisation with {@code splitResponses} has it. Only an
     * operation that exists on sockets alone may answer so.
     *
     * @param parts finished JSON values, sent in this order with nothing between them
     */
    record Split(List<byte[]> parts) implements Answer {
        public Split {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Any other status.
     *
     * @param status as in HTTP
     * @param text for people; on a socket the {@code d} of the response
     */
    record Refused(int status, String text) implements Answer {}
}
