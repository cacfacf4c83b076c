package io.crmesh.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/**
 * The end of a chain: whoever can write to the database but has not the key cannot make another one.
 *
 * @param sequence of the last entry
 * @param hash of the last entry
 * @param at when the last entry was made
 * @param key the id of the key that signed
 * @param signature Ed25519 in Base64 over the trail's name and all of the above
 */
public record Head(long sequence, String hash, Instant at, String key, String signature) {

    /** Of a chain without an entry. It is never stored, so nobody signed it. */
    static final Head NONE = new Head(0, "0".repeat(64), Instant.EPOCH, "", "");

    static Head signed(String trail, Link last, HeadKeys keys) {
        var at = last.entry().at();
        var text = text(trail, last.sequence(), last.hash(), at);
        var signed = keys.sign(text);
        return new Head(last.sequence(), last.hash(), at, signed.key(), signed.signature());
    }

    /** Whether one of these keys signed it for this trail. */
    boolean isSignedBy(HeadKeys keys, String trail) {
        return keys.verifies(new HeadKeys.Signed(key, signature), text(trail, sequence, hash, at));
    }

    private static byte[] text(String trail, long sequence, String hash, Instant at) {
        return "crmesh audit head\n%s\n%d\n%s\n%d\n"
                .formatted(trail, sequence, hash, at.toEpochMilli())
                .getBytes(UTF_8);
    }
}
