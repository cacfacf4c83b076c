package io.crmesh.audit;

import java.time.Instant;

/** View of the head of a chain. */
public record HeadView(long sequence, String hash, Instant at, String key, String signature) {

    public static HeadView of(Head head) {
        return new HeadView(head.sequence(), head.hash(), head.at(), head.key(), head.signature());
    }
}
