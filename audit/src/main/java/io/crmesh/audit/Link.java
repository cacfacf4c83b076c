package io.crmesh.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An entry in its place in the chain.
 *
 * @param sequence 1, 2, 3 and so on
 * @param previous the hash of the entry before; zeros for the first
 * @param hash of all else that is here
 */
public record Link(long sequence, Entry entry, String previous, String hash) {

    /** An entry behind the one that has this hash. */
    static Link after(long sequence, String previous, Entry entry) {
        return new Link(sequence, entry, previous, hash(sequence, previous, entry));
    }

    /** Whether the hash is the one that the rest has. */
    boolean isAsItWas() {
        return hash.equals(hash(sequence, previous, entry));
    }

    /** SHA-256 over eleven lines of UTF-8, each with its end: the previous hash, the sequence, and the entry's nine. */
    private static String hash(long sequence, String previous, Entry entry) {
        try {
            var text = previous + "\n" + sequence + "\n" + entry.canonical() + "\n";
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
