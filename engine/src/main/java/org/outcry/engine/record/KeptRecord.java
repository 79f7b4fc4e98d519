package org.outcry.engine.record;

/**
 * One record.
 *
 * @param id of the one sequence
 * @param kind what it is, such as {@code contactInfo}; 1 to {@value #MAX_KIND} characters, never changes
 * @param userId owner, 0 for the platform itself; never changes
 * @param accountId account it is about, 0 for none; never changes
 * @param uniqueKey no two records of a kind have the same, "" for none; at most {@value #MAX_KEY} characters
 * @param document text that the engine does not look into, canonical JSON by agreement; at most {@value #MAX_DOCUMENT_BYTES} bytes
 *     of UTF-8
 * @param version 1 when created, one more with each replacement
 * @param createdNanos business time, nanoseconds UTC
 * @param changedNanos business time of the last replacement
 */
public record KeptRecord(
        long id,
        String kind,
        long userId,
        long accountId,
        String uniqueKey,
        String document,
        int version,
        long createdNanos,
        long changedNanos) {
    public static final int MAX_KIND = 64;
    public static final int MAX_KEY = 256;
    public static final int MAX_DOCUMENT_BYTES = 16_384;
    /** Records of one owner, and of the platform. */
    public static final int MAX_PER_OWNER = 10_000;

    /** Bytes of a text in UTF-8; a surrogate alone counts as the one question mark it becomes. */
    public static int utf8Length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                bytes += 4;
                i++;
            } else {
                bytes += c < 0x80 || Character.isSurrogate(c) ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        return bytes;
    }
}
