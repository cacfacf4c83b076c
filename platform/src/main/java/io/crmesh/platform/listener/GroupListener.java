package io.crmesh.platform.listener;

import io.crmesh.platform.consume.ConsumeSettings;
import io.crmesh.platform.consume.ConsumerInvoker;
import io.crmesh.platform.consume.RetryBackoff;
import io.crmesh.platform.deadletter.DeadLetterQueue;
import io.crmesh.platform.deadletter.FailureRate;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;

/** Kafka listener container of one consumer group, with its batch processor, read positions and error handler. */
class GroupListener {

    /** Large polls: a batch waits for its slowest key, so fewer batches wait less. */
    private static final int MAX_POLL_RECORDS = 250;

    private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(10);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(20);

    private final ConsumerInvoker invoker;
    private final CommittedPositions committedPositions;
    private final BatchProcessor batchProcessor;
    private final SeekBackErrorHandler errorHandler;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    GroupListener(Map<String, Object> kafka, ConsumeSettings settings, ConsumerInvoker invoker, Parts parts) {
        this.invoker = invoker;
        var backoff = new RetryBackoff(settings, () -> container().isRunning());
        var recordProcessor = new RecordProcessor(invoker, parts.deadLetters(), parts.failureRate(), backoff);
        this.committedPositions = new CommittedPositions(invoker.group(), parts.storedPositions(), backoff);
        this.batchProcessor =
                new BatchProcessor(recordProcessor, parts.faultPoint(), committedPositions, settings.concurrentKeys());
        this.errorHandler = new SeekBackErrorHandler(settings, batchProcessor);
        this.container = container(kafka, settings, recordProcessor);
    }

    /** The collaborators of a listener. */
    record Parts(
            DeadLetterQueue deadLetters,
            StoredPositions storedPositions,
            FailureRate failureRate,
            OffsetFaultPoint faultPoint) {}

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            Map<String, Object> kafka, ConsumeSettings settings, RecordProcessor recordProcessor) {
        var consumer = invoker.consumer();
        var containerProperties = new ContainerProperties(consumer.topics().toArray(String[]::new));
        containerProperties.setGroupId(consumer.group());
        containerProperties.setClientId(consumer.group());
        containerProperties.setAckMode(ContainerProperties.AckMode.BATCH);
        containerProperties.setMessageListener(batchProcessor);
        containerProperties.setShutdownTimeout(SHUTDOWN_TIMEOUT.toMillis());
        containerProperties.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
                recordProcessor.assigned();
                committedPositions.assigned(member, partitions);
            }

            @Override
            public void onPartitionsRevokedAfterCommit(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
                committedPositions.revoked(partitions);
            }

            @Override
            public void onPartitionsLost(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
                committedPositions.revoked(partitions);
            }
        });
        var container = new ConcurrentMessageListenerContainer<byte[], byte[]>(
                new DefaultKafkaConsumerFactory<>(properties(kafka, settings)), containerProperties);
        container.setBeanName(consumer.group());
        container.setConcurrency(settings.concurrency());
        container.setCommonErrorHandler(errorHandler);
        return container;
    }

    private static Map<String, Object> properties(Map<String, Object> kafka, ConsumeSettings settings) {
        var properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) MAX_POLL_INTERVAL.toMillis());
        return properties;
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        return container;
    }

    ConsumerInvoker invoker() {
        return invoker;
    }

    BatchProcessor batchProcessor() {
        return batchProcessor;
    }

    SeekBackErrorHandler errorHandler() {
        return errorHandler;
    }

    CommittedPositions committedPositions() {
        return committedPositions;
    }

    void start() {
        container.start();
    }

    void stop() {
        container.stop();
    }

    void pause() {
        container.pause();
    }

    void resume() {
        container.resume();
    }

    /** Restarts a container that stopped by itself, and resumes paused partitions that are due. */
    void supervise() {
        if (!container.isInExpectedState()) {
            container.stop();
            container.start();
        }
        errorHandler.resumeDue(container);
    }
}
