package org.outcry.ledger.files;

/**
 * One recording of the archive, as its catalog describes it.
 *
 * @param stopPosition where it ended, -1 while it is written or after a kill
 */
public record Recording(
        long recordingId,
        long startPosition,
        long stopPosition,
        int initialTermId,
        int segmentLength,
        int termLength,
        int streamId) {

    String segmentName(long segmentBase) {
        return recordingId + "-" + segmentBase + ".rec";
    }

    /** First position of the segment file that holds {@code position}; files are cut from the start's own term. */
    long segmentBase(long position) {
        long first = startPosition - (startPosition & (termLength - 1L));
        return first + (position - first) / segmentLength * segmentLength;
    }
}
