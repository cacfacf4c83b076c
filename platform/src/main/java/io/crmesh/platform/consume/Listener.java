package io.crmesh.platform.consume;

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

/** One consumer group at work: what is polled, who takes it, and what happens when that fails. */
class Listener {

    /** The more come together, the less often the last few of them are waited for. */
    private static final int POLLED_AT_MOST = 250;

    private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);
    private static final Duration LAST_BATCH = Duration.ofSeconds(20);

    private final Applying applying;
    private final Reading reading;
    private final Intake intake;
    private final Again again;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;

    Listener(Map<String, Object> kafka, ConsumeSettings settings, Applying applying, Parts parts) {
        this.applying = applying;
        var patience = new Patience(settings, () -> container().isRunning());
        var taking = new Taking(applying, parts.parking(), parts.traffic(), patience);
        this.reading = new Reading(applying.group(), parts.bookmarks(), patience);
        this.intake = new Intake(taking, parts.offsets(), reading, settings.keysAtOnce());
        this.again = new Again(settings, intake);
        this.container = container(kafka, settings, taking);
    }

    /** What a listener is put together with. */
    record Parts(ParkingLot parking, Bookmarks bookmarks, Traffic traffic, OffsetRule offsets) {}

    private ConcurrentMessageListenerContainer<byte[], byte[]> container(
            Map<String, Object> kafka, ConsumeSettings settings, Taking taking) {
        var consumer = applying.consumer();
        var how = new ContainerProperties(consumer.topics().toArray(String[]::new));
        how.setGroupId(consumer.group());
        how.setClientId(consumer.group());
        how.setAckMode(ContainerProperties.AckMode.BATCH);
        how.setMessageListener(intake);
        how.setShutdownTimeout(LAST_BATCH.toMillis());
        how.setConsumerRebalanceListener(new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
                taking.assigned();
                reading.assigned(member, partitions);
            }

            @Override
            public void onPartitionsRevokedAfterCommit(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
                reading.revoked(partitions);
            }

            @Override
            public void onPartitionsLost(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
                reading.revoked(partitions);
            }
        });
        var made = new ConcurrentMessageListenerContainer<byte[], byte[]>(
                new DefaultKafkaConsumerFactory<>(properties(kafka, settings)), how);
        made.setBeanName(consumer.group());
        made.setConcurrency(settings.concurrency());
        made.setCommonErrorHandler(again);
        return made;
    }

    private static Map<String, Object> properties(Map<String, Object> kafka, ConsumeSettings settings) {
        var properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLLED_AT_MOST);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_BATCH.toMillis());
        return properties;
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> container() {
        return container;
    }

    Applying applying() {
        return applying;
    }

    Intake intake() {
        return intake;
    }

    Again again() {
        return again;
    }

    Reading reading() {
        return reading;
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

    /** Starts again what stopped by itself, and lets paused partitions try again. */
    void lookAfter() {
        if (!container.isInExpectedState()) {
            container.stop();
            container.start();
        }
        again.resumeDue(container);
    }
}
