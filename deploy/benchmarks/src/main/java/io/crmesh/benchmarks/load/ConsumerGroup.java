package io.crmesh.benchmarks.load;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Progress of a consumer group of the product on a topic: what it committed, it has applied. */
public final class ConsumerGroup {

    private static final int PARTITIONS = 12;

    private final Admin admin;
    private final String name;
    private final String topic;

    public ConsumerGroup(Admin admin, String name, String topic) {
        this.admin = admin;
        this.name = name;
        this.topic = topic;
    }

    /** Creates topics as the product creates its own. */
    public static void make(Admin admin, Set<String> topics) throws InterruptedException, ExecutionException {
        var missing = topics.stream()
                .map(each -> new NewTopic(each, PARTITIONS, (short) 1))
                .toList();
        admin.createTopics(missing).all().get();
    }

    /** The number of applied events of the topic. */
    public long applied() throws InterruptedException, ExecutionException {
        var offsets = admin.listConsumerGroupOffsets(name)
                .partitionsToOffsetAndMetadata()
                .get();
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .mapToLong(entry -> entry.getValue().offset())
                .sum();
    }

    private long all() throws InterruptedException, ExecutionException {
        var ends = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /** Waits until all events are applied, and fails after the timeout. */
    public void awaitAll(Duration timeout) throws InterruptedException, ExecutionException {
        var end = System.nanoTime() + timeout.toNanos();
        while (applied() < all()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%s has applied %d of %d events on %s".formatted(name, applied(), all(), topic));
            }
            Thread.sleep(50);
        }
    }
}
