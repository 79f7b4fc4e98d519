package org.outcry.tradovate.door;

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
     * Any other status.
     *
     * @param status as in HTTP
     * @param text for people; on a socket the {@code d} of the response
     */
    record Refused(int status, String text) implements Answer {}
}
