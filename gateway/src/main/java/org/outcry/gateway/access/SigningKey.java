package org.outcry.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that signs what this gateway hands out and wants to recognise: HMAC with SHA-256, 32 random bytes in a file of the data
 * directory that only its owner may read. Whoever loses the file loses all sessions. Any thread.
 */
public final class SigningKey {
    /** Length of a signature. */
    public static final int SIGNATURE_BYTES = 32;

    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Mac> macs;

    private SigningKey(byte[] key) {
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    /**
     * Reads the key, making it where there is none.
     *
     * @throws AccessException when the file cannot be read or written, or others may read it
     */
    public static SigningKey open(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                create(file);
            }
            byte[] key = Files.readAllBytes(file);
            if (key.length != KEY_BYTES) {
                throw new AccessException(file + " is no signing key: remove it, and everybody signs in again");
            }
            return new SigningKey(key);
        } catch (IOException e) {
            throw new AccessException("Cannot use " + file + ": " + e.getMessage(), e);
        }
    }

    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        Files.createFile(whole, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(whole, key, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(whole, file);
    }

    /** The text followed by its signature. */
    public byte[] sign(byte[] text) {
        byte[] signed = Arrays.copyOf(text, text.length + SIGNATURE_BYTES);
        System.arraycopy(macs.get().doFinal(text), 0, signed, text.length, SIGNATURE_BYTES);
        return signed;
    }

    /** Whether it is a text followed by our signature of it; compared in constant time. */
    public boolean isSigned(byte[] signed) {
        if (signed.length <= SIGNATURE_BYTES) {
            return false;
        }
        int length = signed.length - SIGNATURE_BYTES;
        Mac mac = macs.get();
        mac.update(signed, 0, length);
        return MessageDigest.isEqual(mac.doFinal(), Arrays.copyOfRange(signed, length, signed.length));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
