package io.crmesh.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Value object: an entry with its place in the hash chain.
 *
 * @param sequence 1, 2, 3 and so on
 * @param previous the hash of the previous entry; zeros for the first one
 * @param hash over the other components
 */
public record Link(long sequence, Entry entry, String previous, String hash) {

    /** The link of an entry that follows the one with this hash. */
    static Link after(long sequence, String previous, Entry entry) {
        return new Link(sequence, entry, previous, hash(sequence, previous, entry));
    }

    /** Whether the hash fits the other components. */
    boolean hasValidHash() {
        return hash.equals(hash(sequence, previous, entry));
    }

    /** SHA-256 over eleven lines in UTF-8: the previous hash, the sequence, and the nine of the entry. */
    private static String hash(long sequence, String previous, Entry entry) {
        try {
            var text = previous + "\n" + sequence + "\n" + entry.canonical() + "\n";
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
