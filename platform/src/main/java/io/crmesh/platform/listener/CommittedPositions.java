package io.crmesh.platform.listener;

import io.crmesh.platform.consume.FailureKind;
import io.crmesh.platform.consume.Outage;
import io.crmesh.platform.consume.RetryBackoff;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Read positions of one consumer group. It reads again the records that the broker holds for committed but whose
 * position its database does not know: a few after a crash, and all newer ones after the database was restored from an
 * older copy.
 */
class CommittedPositions {

    private static final Logger log = LoggerFactory.getLogger(CommittedPositions.class);

    private final String group;
    private final StoredPositions storedPositions;
    private final RetryBackoff backoff;
    private final Map<TopicPartition, Long> unsaved = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> rereadUntil = new ConcurrentHashMap<>();

    CommittedPositions(String group, StoredPositions storedPositions, RetryBackoff backoff) {
        this.group = group;
        this.storedPositions = storedPositions;
        this.backoff = backoff;
    }

    /** Seeks back to the stored positions of these partitions, where the broker's offset is ahead of them. */
    void assigned(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        var positions = load();
        var committed = member.committed(Set.copyOf(partitions));
        for (var partition : partitions) {
            var offset = committed.get(partition);
            if (offset != null) {
                var stored = positions.get(partition);
                if (stored == null) {
                    unsaved.merge(partition, offset.offset(), Math::max);
                } else if (stored < offset.offset()) {
                    seekBack(member, partition, stored, offset.offset());
                }
            }
        }
    }

    private void seekBack(Consumer<?, ?> member, TopicPartition partition, long stored, long committed) {
        var first = member.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        var from = Math.max(stored, first);
        if (from < committed) {
            rereadUntil.put(partition, committed);
            member.seek(partition, from);
            log.info(
                    "{} reads {} events of {} again: its database does not know that it read them",
                    group,
                    committed - from,
                    partition);
        }
    }

    /** Retries until they are loaded: without them it is unknown where to continue. */
    private Map<TopicPartition, Long> load() {
        for (var tries = 1; ; tries++) {
            try {
                return storedPositions.of(group);
            } catch (RuntimeException e) {
                log.warn("{} cannot load its stored positions: {}", group, FailureKind.describe(e));
            }
            try {
                backoff.await(tries);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Outage(e);
            }
        }
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(rereadUntil::remove);
    }

    /** All records of this batch are processed. */
    void processed(List<? extends ConsumerRecord<?, ?>> batch) {
        var next = new HashMap<TopicPartition, Long>();
        for (var delivery : batch) {
            next.merge(new TopicPartition(delivery.topic(), delivery.partition()), delivery.offset() + 1, Math::max);
        }
        next.forEach((partition, offset) -> {
            unsaved.merge(partition, offset, Math::max);
            rereadUntil.computeIfPresent(partition, (_, until) -> until <= offset ? null : until);
        });
    }

    /** Whether it still reads again records that it had read before. */
    boolean isRereading() {
        return !rereadUntil.isEmpty();
    }

    /** Stores the positions; those that cannot be stored now are stored by the next call. */
    void store() {
        var current = Map.copyOf(unsaved);
        if (!current.isEmpty()) {
            storedPositions.advance(group, current);
            current.forEach(unsaved::remove);
        }
    }
}
