package io.crmesh.platform.deadletter;

import org.apache.kafka.common.TopicPartition;

/**
 * Thrown when so many records fail that more dead letters would hide a bug or an outage. The partition pauses, and none
 * of its offsets is committed.
 */
public final class TooManyDeadLetters extends RuntimeException {
    private final TopicPartition partition;

    TooManyDeadLetters(TopicPartition partition, String reason) {
        super(reason, null, false, false);
        this.partition = partition;
    }

    public TopicPartition partition() {
        return partition;
    }

    public String reason() {
        return partition + ": " + getMessage();
    }
}
