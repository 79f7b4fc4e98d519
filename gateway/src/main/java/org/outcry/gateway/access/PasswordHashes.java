package org.outcry.gateway.access;

import com.password4j.Argon2Function;
import com.password4j.Hash;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;

/**
 * Passwords as they are kept: Argon2id with 19 MiB, two passes and one lane (OWASP Password Storage Cheat Sheet, read 2026-11), each with
 * a salt of its own. One call takes tens of milliseconds and the memory named, so calls belong on a bounded pool, never on an event
 * loop. Any thread.
 */
public final class PasswordHashes {
    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    private static final Argon2Function FUNCTION =
            Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    private static final class Decoy {
        /** Checked when there is no user of that name, so that the time taken does not tell. */
        private static final String HASH = hash(TokenSecret.generate());
    }

    private PasswordHashes() {}

    /** The encoded hash, with its parameters and salt. */
    public static String hash(String password) {
        Hash hash = Password.hash(password).addRandomSalt(SALT_BYTES).with(FUNCTION);
        return hash.getResult();
    }

    /** Whether a password is the one of the hash; takes as long when there is no hash. */
    public static boolean verify(String password, Optional<String> hash) {
        String kept = hash.orElse(Decoy.HASH);
        boolean same = Password.check(password, kept).with(Argon2Function.getInstanceFromHash(kept));
        return same && hash.isPresent();
    }
}
