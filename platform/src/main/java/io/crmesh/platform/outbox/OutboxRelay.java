package io.crmesh.platform.outbox;

import static java.util.stream.Collectors.groupingBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import io.crmesh.platform.document.DocumentSnapshot;
import io.crmesh.platform.document.PendingEvents.PendingEvent;
import io.crmesh.platform.event.Envelope;
import io.crmesh.platform.outbox.OutboxQueue.Pace;
import io.crmesh.platform.outbox.StoreFaultPoints.Step;
import io.crmesh.platform.trace.Traces;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactional outbox relay, in two stages. The first publishes pending events in order, as soon as it can, and
 * inserts pending rows. The second archives the events and only then trims the documents, many at a time. What fails
 * stays pending and is picked up by the sweeper; publishing twice is harmless.
 */
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int REMEMBERED = 100_000;

    /** A single event is sent at once; many events share one request to the broker after a few milliseconds. */
    private static final Pace PUBLISHING = new Pace(Duration.ofMillis(2), Duration.ofMillis(10));

    /** No caller waits for archiving and trimming, so a short pause combines many writes into one. */
    private static final Pace ARCHIVING = new Pace(Duration.ofMillis(25), Duration.ofMillis(50));

    private final Producer<byte[], byte[]> producer;
    private final OutboxArchive archive;
    private final StoreFaultPoints faults;
    private final OutboxMetrics metrics;
    private final OutboxQueue<OutboxItem> publishing;
    private final OutboxQueue<Published> archiving;
    private final Cache<String, Long> acknowledged =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private volatile boolean brokerAnswers = true;

    public OutboxRelay(
            Producer<byte[], byte[]> producer,
            OutboxArchive archive,
            StoreFaultPoints faults,
            OutboxMetrics metrics,
            Traces traces) {
        this.producer = producer;
        this.archive = archive;
        this.faults = faults;
        this.metrics = metrics;
        this.publishing = new OutboxQueue<>(
                "outbox-relay",
                PUBLISHING,
                OutboxItem::snapshot,
                batch -> traces.join(causes(batch), "outbox-relay", () -> publish(batch)));
        this.archiving = new OutboxQueue<>(
                "outbox-archive", ARCHIVING, published -> published.item().snapshot(), this::archiveAndTrim);
    }

    /** One aggregate with pending events, as a snapshot shows it. */
    public record OutboxItem(OutboxStore store, DocumentSnapshot snapshot) {}

    /** An item after the first stage: whether all its events are acknowledged, and all its rows inserted. */
    private record Published(OutboxItem item, boolean acknowledged, boolean rowsInserted) {}

    /** Accepts a fresh snapshot if there is room and the broker answers; otherwise the sweeper will find it. */
    public void offer(OutboxStore store, DocumentSnapshot snapshot) {
        if (brokerAnswers && snapshot.hasPending()) {
            publishing.offer(new OutboxItem(store, snapshot));
        }
    }

    /** Accepts items that the sweeper found; only one of them while the broker does not answer, to probe it. */
    public void sweep(List<OutboxItem> batch) {
        for (var item : brokerAnswers ? batch : batch.subList(0, Math.min(1, batch.size()))) {
            publishing.offer(item);
        }
    }

    public void start() {
        archiving.start();
        publishing.start();
    }

    /** Processes what is queued, for 5 seconds per stage at most, and stops. */
    public void stop() {
        publishing.stop();
        archiving.stop();
    }

    /** Progress of one item: the events still to be sent, one at a time, and the one in flight. */
    private static final class Publication {
        final OutboxItem item;
        final Deque<PendingEvent> unsent;

        @Nullable
        Future<RecordMetadata> inFlight;

        boolean failed;

        Publication(OutboxItem item, Collection<PendingEvent> unsent) {
            this.item = item;
            this.unsent = new ArrayDeque<>(unsent);
        }

        String id() {
            return item.snapshot().id();
        }
    }

    private static Stream<String> causes(List<OutboxItem> batch) {
        return batch.stream()
                .flatMap(item -> item.snapshot().pending().events().stream())
                .flatMap(event -> Stream.ofNullable(event.traceparent()))
                .distinct();
    }

    private void publish(List<OutboxItem> batch) {
        faults.reached(Step.TAKEN);
        var started = System.nanoTime();
        var publications = batch.stream().map(this::publication).toList();
        publications.forEach(this::sendNext);
        var rowsInserted = insertRows(batch);
        sendRest(publications);
        faults.reached(Step.SENT);
        metrics.published(
                publications.stream()
                        .filter(publication -> !publication.failed)
                        .map(publication -> publication.item)
                        .toList(),
                System.nanoTime() - started);
        for (var publication : publications) {
            archiving.put(new Published(publication.item, !publication.failed, rowsInserted));
        }
    }

    private Publication publication(OutboxItem item) {
        var sent = Objects.requireNonNullElse(
                acknowledged.getIfPresent(item.snapshot().id()), 0L);
        var unsent = faults.toSend(item.snapshot()).stream()
                .filter(event -> event.sequence() > sent)
                .toList();
        return new Publication(item, unsent);
    }

    /**
     * Sends the second events of all items together, then the third ones: one round trip for each, however many
     * aggregates there are.
     */
    private void sendRest(List<Publication> publications) {
        for (var left = publications; !left.isEmpty(); ) {
            left.forEach(this::await);
            left.forEach(this::sendNext);
            left = left.stream()
                    .filter(publication -> publication.inFlight != null)
                    .toList();
        }
    }

    private void sendNext(Publication publication) {
        publication.inFlight = null;
        var event = publication.unsent.peekFirst();
        if (event == null || publication.failed) {
            return; // events behind one that failed must not overtake it
        }
        var store = publication.item.store();
        var snapshot = publication.item.snapshot();
        try {
            publication.inFlight = producer.send(
                    Envelope.write(store.topic(), event.recorded(store.source(), snapshot.id(), snapshot.key())));
        } catch (KafkaException e) {
            failed(publication, e);
        }
    }

    private void await(Publication publication) {
        if (publication.inFlight == null) {
            return;
        }
        try {
            var _ = publication.inFlight.get();
            var event = publication.unsent.removeFirst();
            acknowledged.put(publication.id(), event.sequence());
            brokerAnswers = true;
        } catch (ExecutionException e) {
            failed(publication, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(publication, e);
        }
    }

    private void failed(Publication publication, Exception e) {
        publication.failed = true;
        if (brokerAnswers) {
            log.warn("Events cannot be published, they stay pending: {}", e.toString());
        }
        brokerAnswers = false;
    }

    private boolean insertRows(List<OutboxItem> batch) {
        try {
            archive.insertRows(batch);
            faults.reached(Step.ROWS_INSERTED);
            return true;
        } catch (MongoException e) {
            log.warn("Pending rows cannot be inserted, they stay pending: {}", e.toString());
            return false;
        }
    }

    private void archiveAndTrim(List<Published> published) {
        var started = System.nanoTime();
        var archived = archived(published.stream().map(Published::item).toList());
        var done = published.stream()
                .filter(each -> faults.mayTrim(each.acknowledged(), archived && each.rowsInserted()))
                .map(Published::item)
                .toList();
        trim(done);
        faults.reached(Step.TRIMMED);
        metrics.archived(System.nanoTime() - started);
    }

    private boolean archived(List<OutboxItem> batch) {
        try {
            archive.archive(batch);
            faults.reached(Step.ARCHIVED);
            return true;
        } catch (MongoException e) {
            log.warn("History cannot be written, events stay pending: {}", e.toString());
            return false;
        }
    }

    private void trim(List<OutboxItem> done) {
        try {
            done.stream()
                    .collect(groupingBy(OutboxItem::store))
                    .forEach((store, of) -> archive.trim(store, of, faults));
        } catch (MongoException e) {
            log.warn("Published events cannot be trimmed, they will be published again: {}", e.toString());
        }
    }
}
