package io.crmesh.platform.consume;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;

/**
 * Takes polled batches: customers (Kafka keys) side by side, the facts of one strictly in order. It returns, and the
 * offsets are committed, only when every record is settled; else it throws, and the batch comes again.
 */
class Intake implements BatchConsumerAwareMessageListener<byte[], byte[]> {

    private final Taking taking;
    private final OffsetRule offsets;
    private final Reading reading;
    private final Semaphore keysAtOnce;
    private volatile Instant progress = Instant.now();

    Intake(Taking taking, OffsetRule offsets, Reading reading, int keysAtOnce) {
        this.taking = taking;
        this.offsets = offsets;
        this.reading = reading;
        this.keysAtOnce = new Semaphore(keysAtOnce);
    }

    /** When a batch was last settled, or found to wait for something that is known to be away. */
    Instant progress() {
        return progress;
    }

    void waits() {
        progress = Instant.now();
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch, @Nullable Consumer<?, ?> consumer) {
        if (consumer != null) {
            offsets.beforeHandling(batch, consumer);
        }
        taking.begin();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var ofOneKey : byKey(batch).values()) {
                running.add(threads.submit(() -> takeAll(ofOneKey)));
            }
            awaitAll(running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage(e);
        }
        reading.settled(batch);
        progress = Instant.now();
    }

    private static Map<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>> byKey(
            List<ConsumerRecord<byte[], byte[]>> batch) {
        var keys = new LinkedHashMap<ByteBuffer, List<ConsumerRecord<byte[], byte[]>>>();
        for (var delivery : batch) {
            var key = delivery.key() == null ? new byte[0] : delivery.key();
            keys.computeIfAbsent(ByteBuffer.wrap(key), _ -> new ArrayList<>()).add(delivery);
        }
        return keys;
    }

    private @Nullable Void takeAll(List<ConsumerRecord<byte[], byte[]>> ofOneKey) throws InterruptedException {
        keysAtOnce.acquire();
        try {
            taking.takeAll(ofOneKey);
            return null;
        } finally {
            keysAtOnce.release();
        }
    }

    /** Waits for all, also when one fails: no key of this batch is at work when the batch comes again. */
    private static void awaitAll(List<Future<?>> running) throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        for (var one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        for (var failure : failures) {
            if (failure instanceof TooManyParked tooMany) {
                throw tooMany;
            }
        }
        if (!failures.isEmpty()) {
            throw new Outage(failures.getFirst());
        }
    }
}
