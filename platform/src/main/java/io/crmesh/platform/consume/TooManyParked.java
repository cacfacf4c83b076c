package io.crmesh.platform.consume;

import org.apache.kafka.common.TopicPartition;

/** So much fails that parking more would hide a bug or an outage: the partition waits, nothing of it is committed. */
final class TooManyParked extends RuntimeException {
    private final TopicPartition partition;

    TooManyParked(TopicPartition partition, String reason) {
        super(reason, null, false, false);
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    String reason() {
        return partition + ": " + getMessage();
    }
}
