package io.crmesh.platform.consume;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** When a batch's offsets may be committed. Here so that a test can show that the other order loses facts. */
interface OffsetRule {

    /** The container commits once the listener has returned, and only then. */
    OffsetRule AFTER_HANDLING = (_, _) -> {};

    void beforeHandling(List<ConsumerRecord<byte[], byte[]>> batch, Consumer<?, ?> consumer);
}
