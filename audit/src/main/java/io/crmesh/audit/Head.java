package io.crmesh.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/**
 * Value object: the signed head of a chain. Without the signing key, write access to the database cannot forge one.
 *
 * @param sequence of the last entry
 * @param hash of the last entry
 * @param at the time of the last entry
 * @param key the id of the signing key
 * @param signature Ed25519 in Base64 over the trail's name and all of the above
 */
public record Head(long sequence, String hash, Instant at, String key, String signature) {

    /** The head of an empty chain. It is never stored and has no signature. */
    static final Head NONE = new Head(0, "0".repeat(64), Instant.EPOCH, "", "");

    static Head signed(String trail, Link last, HeadKeys keys) {
        var at = last.entry().at();
        var text = text(trail, last.sequence(), last.hash(), at);
        var signed = keys.sign(text);
        return new Head(last.sequence(), last.hash(), at, signed.key(), signed.signature());
    }

    /** Whether one of these keys signed the head for this trail. */
    boolean isSignedBy(HeadKeys keys, String trail) {
        return keys.verifies(new HeadKeys.Signed(key, signature), text(trail, sequence, hash, at));
    }

    private static byte[] text(String trail, long sequence, String hash, Instant at) {
        return "crmesh audit head\n%s\n%d\n%s\n%d\n"
                .formatted(trail, sequence, hash, at.toEpochMilli())
                .getBytes(UTF_8);
    }
}
