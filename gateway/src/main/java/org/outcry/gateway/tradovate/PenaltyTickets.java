package org.outcry.gateway.tradovate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.outcry.gateway.access.SigningKey;

/**
 * Tickets bound to an operation and an address, good once, from their time on and for an hour. Only spent ones are remembered; the rest
 * is in the ticket, signed. Times are nanoseconds of the limiter's clock, so tickets end with the process. The limiter calls one at a
 * time.
 */
final class PenaltyTickets {
    private static final long GOOD_FOR = TimeUnit.HOURS.toNanos(1);
    private static final int TEXT_BYTES = 16;
    private static final int SPENT_KEPT = 10_000;

    private final SigningKey key;
    private final SecureRandom random = new SecureRandom();
    /** Makes tickets of an earlier process worthless, whose clock was another. */
    private final byte[] process = new byte[16];

    private final Map<Long, Boolean> spent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > SPENT_KEPT;
        }
    };

    PenaltyTickets(SigningKey key) {
        this.key = key;
        random.nextBytes(process);
    }

    String make(String path, String address, long from) {
        byte[] text = ByteBuffer.allocate(TEXT_BYTES)
                .putLong(random.nextLong())
                .putLong(from)
                .array();
        byte[] signed = key.sign(bound(text, path, address));
        byte[] ticket = Arrays.copyOf(text, TEXT_BYTES + SigningKey.SIGNATURE_BYTES);
        System.arraycopy(
                signed, signed.length - SigningKey.SIGNATURE_BYTES, ticket, TEXT_BYTES, SigningKey.SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    }

    /** Uses a ticket up; false when it is early, late, foreign, used or not ours. */
    boolean spend(String ticket, String path, String address, long now) {
        if (ticket.length() > 100) {
            return false;
        }
        byte[] read;
        try {
            read = Base64.getUrlDecoder().decode(ticket);
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (read.length != TEXT_BYTES + SigningKey.SIGNATURE_BYTES) {
            return false;
        }
        byte[] text = Arrays.copyOf(read, TEXT_BYTES);
        byte[] bound = bound(text, path, address);
        byte[] signed = Arrays.copyOf(bound, bound.length + SigningKey.SIGNATURE_BYTES);
        System.arraycopy(read, TEXT_BYTES, signed, bound.length, SigningKey.SIGNATURE_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(text);
        long nonce = fields.getLong();
        long from = fields.getLong();
        return key.isSigned(signed) && now >= from && now - from < GOOD_FOR && spent.putIfAbsent(nonce, true) == null;
    }

    private byte[] bound(byte[] text, String path, String address) {
        byte[] place = (path + " " + address).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + process.length + place.length)
                .put(text)
                .put(process)
                .put(place)
                .array();
    }
}
