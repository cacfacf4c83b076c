package io.crmesh.gateway.identity.password;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/**
 * Argon2id hashes of passwords. They take time and memory on purpose, so that guessing does, too. Of the parameters
 * that OWASP considers equally strong, these take the least memory. For all parameters that it ever saw, the library
 * keeps the memory of one hash for good, and each hash leaves as much behind.
 */
final class Argon2Hash {

    private static final Argon2Function CURRENT = Argon2Function.getInstance(7_168, 5, 1, 32, Argon2.ID);

    private Argon2Hash() {}

    static String of(String password) {
        return Password.hash(password).with(CURRENT).getResult();
    }

    /** A hash names its own parameters. */
    static boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** Whether the hash has the current parameters. */
    static boolean isUpToDate(String hash) {
        return Argon2Function.getInstanceFromHash(hash).equals(CURRENT);
    }
}
