package io.crmesh.platform.listener;

import io.crmesh.platform.consume.Outage;
import io.crmesh.platform.deadletter.TooManyDeadLetters;
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
 * Batch listener: processes different Kafka keys (customers) concurrently, and the records of one key strictly in
 * order. It returns, and the offsets are committed, only when every record is processed. Otherwise it throws, and the
 * batch is polled again.
 */
class BatchProcessor implements BatchConsumerAwareMessageListener<byte[], byte[]> {

    private final RecordProcessor recordProcessor;
    private final OffsetFaultPoint faultPoint;
    private final CommittedPositions committedPositions;
    private final Semaphore concurrentKeys;
    private volatile Instant progress = Instant.now();

    BatchProcessor(
            RecordProcessor recordProcessor,
            OffsetFaultPoint faultPoint,
            CommittedPositions committedPositions,
            int concurrentKeys) {
        this.recordProcessor = recordProcessor;
        this.faultPoint = faultPoint;
        this.committedPositions = committedPositions;
        this.concurrentKeys = new Semaphore(concurrentKeys);
    }

    /** When a batch was last processed, or found to wait for a known outage. */
    Instant progress() {
        return progress;
    }

    void awaitsOutage() {
        progress = Instant.now();
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> batch, @Nullable Consumer<?, ?> consumer) {
        if (consumer != null) {
            faultPoint.beforeHandling(batch, consumer);
        }
        recordProcessor.beforeBatch();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<?>>();
            for (var ofOneKey : byKey(batch).values()) {
                running.add(threads.submit(() -> processAll(ofOneKey)));
            }
            awaitAll(running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Outage(e);
        }
        committedPositions.processed(batch);
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

    private @Nullable Void processAll(List<ConsumerRecord<byte[], byte[]>> ofOneKey) throws InterruptedException {
        concurrentKeys.acquire();
        try {
            recordProcessor.processAll(ofOneKey);
            return null;
        } finally {
            concurrentKeys.release();
        }
    }

    /** Waits for all keys, also when one fails: none may still be in work when the batch is polled again. */
    private static void awaitAll(List<Future<?>> running) throws InterruptedException {
        var failures = new ArrayList<Throwable>();
        for (var task : running) {
            try {
                task.get();
            } catch (ExecutionException e) {
                failures.add(e.getCause() == null ? e : e.getCause());
            }
        }
        for (var failure : failures) {
            if (failure instanceof TooManyDeadLetters tooMany) {
                throw tooMany;
            }
        }
        if (!failures.isEmpty()) {
            throw new Outage(failures.getFirst());
        }
    }
}
