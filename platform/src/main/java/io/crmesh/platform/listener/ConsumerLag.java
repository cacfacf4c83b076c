package io.crmesh.platform.listener;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Consumer lag: how many records of their topics the groups have not processed yet. */
public final class ConsumerLag {

    /**
     * The lag of one group.
     *
     * @param behind records that it has not processed yet
     * @param ends sum of the end offsets of its topics' partitions: it grows with every published event
     */
    public record Lag(long behind, long ends) {}

    private static final long TIMEOUT_SECONDS = 3;

    private ConsumerLag() {}

    /**
     * Reads the end offsets before the committed offsets, so that records that are published meanwhile never make a lag
     * look smaller than it was.
     *
     * @param groups the topics of each group
     */
    public static Map<String, Lag> of(Admin admin, Map<String, Set<String>> groups)
            throws ExecutionException, InterruptedException, TimeoutException {
        var topics = new HashSet<String>();
        groups.values().forEach(topics::addAll);
        var partitions = new ArrayList<TopicPartition>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(one -> partitions.add(new TopicPartition(topic, one.partition()))));
        var starts = offsets(admin, partitions, OffsetSpec.earliest());
        var ends = offsets(admin, partitions, OffsetSpec.latest());
        var lags = new HashMap<String, Lag>();
        for (var group : groups.entrySet()) {
            lags.put(group.getKey(), lag(admin, group.getKey(), group.getValue(), starts, ends));
        }
        return lags;
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        var requested = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> requested.put(partition, which));
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listOffsets(requested)
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static Lag lag(
            Admin admin,
            String group,
            Set<String> topics,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException, TimeoutException {
        var committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        var lag = 0L;
        var sum = 0L;
        for (var end : ends.entrySet()) {
            if (topics.contains(end.getKey().topic())) {
                var at = committed.get(end.getKey());
                var read = at == null ? starts.getOrDefault(end.getKey(), 0L) : at.offset();
                lag += Math.max(0, end.getValue() - read);
                sum += end.getValue();
            }
        }
        return new Lag(lag, sum);
    }
}
