package io.crmesh.gateway.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Hashes of what people think of (Argon2id). They take time and memory on purpose, so that guessing does. Of the ways
 * that OWASP holds to be equally strong, ours takes the least memory: for each way it knows, the library keeps as much
 * for good as one hash takes, and each hash leaves as much behind.
 */
final class SlowHash {

    private static final Argon2Function OURS = Argon2Function.getInstance(7_168, 5, 1, 32, Argon2.ID);

    private SlowHash() {}

    static String of(String password) {
        return Password.hash(password).with(OURS).getResult();
    }

    /** A hash says by itself which way it was made. */
    static boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** Whether it was made as we would make it now. */
    static boolean isUpToDate(String hash) {
        return Argon2Function.getInstanceFromHash(hash).equals(OURS);
    }
}
