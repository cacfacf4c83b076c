package io.crmesh.platform.store;

import static java.util.stream.Collectors.groupingBy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.MongoException;
import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.store.Pending.OwedFact;
import io.crmesh.platform.store.RelayQueue.Pace;
import io.crmesh.platform.store.StoreRules.Step;
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
 * Pays what aggregates owe, in two stages. The first publishes their facts in order and makes the rows that follow, as
 * soon as it can; the second keeps the facts in history and only then trims the documents, many at a time. What fails
 * stays owed and is taken up again by the sweeper; paying twice is harmless.
 */
final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final int REMEMBERED = 100_000;

    /** A lone fact leaves at once; of many, a few milliseconds make one request to the broker. */
    private static final Pace PUBLISHING = new Pace(Duration.ofMillis(2), Duration.ofMillis(10));

    /** Nobody waits for history and trims, and waiting a little makes one write of many. */
    private static final Pace SETTLING = new Pace(Duration.ofMillis(25), Duration.ofMillis(50));

    private final Producer<byte[], byte[]> producer;
    private final Archive archive;
    private final StoreRules rules;
    private final RelayMetrics metrics;
    private final RelayQueue<Debt> publishing;
    private final RelayQueue<Published> settling;
    private final Cache<String, Long> acknowledged =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private volatile boolean brokerAnswers = true;

    Relay(Producer<byte[], byte[]> producer, Archive archive, StoreRules rules, RelayMetrics metrics, Traces traces) {
        this.producer = producer;
        this.archive = archive;
        this.rules = rules;
        this.metrics = metrics;
        this.publishing = new RelayQueue<>(
                "relay", PUBLISHING, Debt::image, debts -> traces.join(causes(debts), "relay", () -> publish(debts)));
        this.settling = new RelayQueue<>(
                "relay-settling", SETTLING, published -> published.debt().image(), this::settle);
    }

    /** One aggregate's debt, as an image shows it. */
    record Debt(Store<?, ?> store, Image image) {}

    /** A debt that went through the first stage: whether all its facts are acknowledged, and all its rows made. */
    private record Published(Debt debt, boolean sent, boolean followed) {}

    /** Takes a fresh image, if there is room and the broker answers; else the sweeper will find it. */
    void offer(Store<?, ?> store, Image image) {
        if (brokerAnswers && image.owes()) {
            publishing.offer(new Debt(store, image));
        }
    }

    /** Takes what the sweeper found; a single one while the broker does not answer, to see whether it does again. */
    void sweep(List<Debt> debts) {
        for (var debt : brokerAnswers ? debts : debts.subList(0, Math.min(1, debts.size()))) {
            publishing.offer(debt);
        }
    }

    void start() {
        settling.start();
        publishing.start();
    }

    /** Pays what is queued, for a few seconds at most, and stops. */
    void stop() {
        publishing.stop();
        settling.stop();
    }

    /** What one debt has come to: the facts still to be sent, one at a time, and the one on its way. */
    private static final class Payment {
        final Debt debt;
        final Deque<OwedFact> unsent;

        @Nullable
        Future<RecordMetadata> inFlight;

        boolean failed;

        Payment(Debt debt, Collection<OwedFact> unsent) {
            this.debt = debt;
            this.unsent = new ArrayDeque<>(unsent);
        }

        String id() {
            return debt.image().id();
        }
    }

    private static Stream<String> causes(List<Debt> debts) {
        return debts.stream()
                .flatMap(debt -> debt.image().pending().facts().stream())
                .flatMap(fact -> Stream.ofNullable(fact.traceparent()))
                .distinct();
    }

    private void publish(List<Debt> debts) {
        rules.reached(Step.TAKEN);
        var started = System.nanoTime();
        var payments = debts.stream().map(this::payment).toList();
        payments.forEach(this::sendNext);
        var followed = followed(debts);
        sendRest(payments);
        rules.reached(Step.SENT);
        metrics.published(
                payments.stream()
                        .filter(payment -> !payment.failed)
                        .map(payment -> payment.debt)
                        .toList(),
                System.nanoTime() - started);
        for (var payment : payments) {
            settling.put(new Published(payment.debt, !payment.failed, followed));
        }
    }

    private Payment payment(Debt debt) {
        var sent = Objects.requireNonNullElse(
                acknowledged.getIfPresent(debt.image().id()), 0L);
        var unsent = rules.toSend(debt.image()).stream()
                .filter(fact -> fact.sequence() > sent)
                .toList();
        return new Payment(debt, unsent);
    }

    /** The second facts of all together, then the third: one round trip for each, however many aggregates there are. */
    private void sendRest(List<Payment> payments) {
        for (var left = payments; !left.isEmpty(); ) {
            left.forEach(this::await);
            left.forEach(this::sendNext);
            left = left.stream().filter(payment -> payment.inFlight != null).toList();
        }
    }

    private void sendNext(Payment payment) {
        payment.inFlight = null;
        var fact = payment.unsent.peekFirst();
        if (fact == null || payment.failed) {
            return; // what is behind one that failed must not overtake it
        }
        var store = payment.debt.store();
        var image = payment.debt.image();
        try {
            payment.inFlight =
                    producer.send(Envelope.write(store.topic(), fact.toFact(store.source(), image.id(), image.key())));
        } catch (KafkaException e) {
            failed(payment, e);
        }
    }

    private void await(Payment payment) {
        if (payment.inFlight == null) {
            return;
        }
        try {
            var _ = payment.inFlight.get();
            var fact = payment.unsent.removeFirst();
            acknowledged.put(payment.id(), fact.sequence());
            brokerAnswers = true;
        } catch (ExecutionException e) {
            failed(payment, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(payment, e);
        }
    }

    private void failed(Payment payment, Exception e) {
        payment.failed = true;
        if (brokerAnswers) {
            log.warn("Facts cannot be published, they stay pending: {}", e.toString());
        }
        brokerAnswers = false;
    }

    private boolean followed(List<Debt> debts) {
        try {
            archive.follow(debts);
            rules.reached(Step.FOLLOWED);
            return true;
        } catch (MongoException e) {
            log.warn("What follows cannot be made, it stays pending: {}", e.toString());
            return false;
        }
    }

    private void settle(List<Published> published) {
        var started = System.nanoTime();
        var archived = archived(published.stream().map(Published::debt).toList());
        var settled = published.stream()
                .filter(each -> rules.settled(each.sent(), archived && each.followed()))
                .map(Published::debt)
                .toList();
        trim(settled);
        rules.reached(Step.TRIMMED);
        metrics.settled(System.nanoTime() - started);
    }

    private boolean archived(List<Debt> debts) {
        try {
            archive.keep(debts);
            rules.reached(Step.ARCHIVED);
            return true;
        } catch (MongoException e) {
            log.warn("History cannot be written, facts stay pending: {}", e.toString());
            return false;
        }
    }

    private void trim(List<Debt> settled) {
        try {
            settled.stream().collect(groupingBy(Debt::store)).forEach((store, of) -> archive.trim(store, of, rules));
        } catch (MongoException e) {
            log.warn("What is paid cannot be trimmed, it will be paid again: {}", e.toString());
        }
    }
}
