package io.crmesh.audit;

import java.time.Instant;

/** The head of a chain as it is shown to those who may see it. */
public record HeadView(long sequence, String hash, Instant at, String key, String signature) {

    public static HeadView of(Head head) {
        return new HeadView(head.sequence(), head.hash(), head.at(), head.key(), head.signature());
    }
}
