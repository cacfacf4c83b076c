package io.crmesh.platform.consume;

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
 * Where one group stands. What the broker believes that it has read, but its database does not know of, it reads again:
 * a few facts after a crash, and after the database was put back to an older copy all that has come since.
 */
class Reading {

    private static final Logger log = LoggerFactory.getLogger(Reading.class);

    private final String group;
    private final Bookmarks bookmarks;
    private final Patience patience;
    private final Map<TopicPartition, Long> moved = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> again = new ConcurrentHashMap<>();

    Reading(String group, Bookmarks bookmarks, Patience patience) {
        this.group = group;
        this.bookmarks = bookmarks;
        this.patience = patience;
    }

    /** Goes back to the bookmarks of these partitions, where the broker is ahead of them. */
    void assigned(Consumer<?, ?> member, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        var marks = marks();
        var committed = member.committed(Set.copyOf(partitions));
        for (var partition : partitions) {
            var offset = committed.get(partition);
            if (offset != null) {
                var mark = marks.get(partition);
                if (mark == null) {
                    moved.merge(partition, offset.offset(), Math::max);
                } else if (mark < offset.offset()) {
                    goBack(member, partition, mark, offset.offset());
                }
            }
        }
    }

    private void goBack(Consumer<?, ?> member, TopicPartition partition, long mark, long committed) {
        var first = member.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        var from = Math.max(mark, first);
        if (from < committed) {
            again.put(partition, committed);
            member.seek(partition, from);
            log.info(
                    "{} reads {} facts of {} again: its database does not know of them",
                    group,
                    committed - from,
                    partition);
        }
    }

    /** As long as it takes: without them nobody knows where to go on. */
    private Map<TopicPartition, Long> marks() {
        for (var tries = 1; ; tries++) {
            try {
                return bookmarks.of(group);
            } catch (RuntimeException e) {
                log.warn("{} cannot look up how far it has read: {}", group, Trouble.words(e));
            }
            try {
                patience.rest(tries);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Outage(e);
            }
        }
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(again::remove);
    }

    /** All of these are settled. */
    void settled(List<? extends ConsumerRecord<?, ?>> batch) {
        var next = new HashMap<TopicPartition, Long>();
        for (var delivery : batch) {
            next.merge(new TopicPartition(delivery.topic(), delivery.partition()), delivery.offset() + 1, Math::max);
        }
        next.forEach((partition, offset) -> {
            moved.merge(partition, offset, Math::max);
            again.computeIfPresent(partition, (_, until) -> until <= offset ? null : until);
        });
    }

    /** Whether it still reads what it had read once. */
    boolean isBehind() {
        return !again.isEmpty();
    }

    /** Writes the bookmarks down; what could not be written is tried again with the next. */
    void keep() {
        var now = Map.copyOf(moved);
        if (!now.isEmpty()) {
            bookmarks.advance(group, now);
            now.forEach(moved::remove);
        }
    }
}
