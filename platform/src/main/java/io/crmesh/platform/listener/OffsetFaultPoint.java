package io.crmesh.platform.listener;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Fault point: tests commit offsets before a batch is processed, to show that this order loses events. */
interface OffsetFaultPoint {

    /** The container commits once the listener has returned, and only then. */
    OffsetFaultPoint AFTER_HANDLING = (_, _) -> {};

    void beforeHandling(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<?, ?> consumer);
}
