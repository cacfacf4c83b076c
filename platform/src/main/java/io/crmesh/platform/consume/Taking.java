package io.crmesh.platform.consume;

import io.crmesh.platform.consume.ParkedRow.State;
import io.crmesh.platform.fact.Envelope;
import io.crmesh.platform.fact.Fact;
import io.crmesh.platform.fact.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of one record: applied, parked, put behind others that are parked, or held. It returns only when one of
 * these is so for good; an outage is thrown, and the record comes again.
 */
class Taking {

    private static final Logger log = LoggerFactory.getLogger(Taking.class);

    /** So many facts of one key in one write: few enough that what it owes stays small. */
    private static final int TOGETHER = 16;

    private final Applying applying;
    private final ParkingLot parking;
    private final Traffic traffic;
    private final Patience patience;
    private final Set<String> lots = ConcurrentHashMap.newKeySet();
    private volatile boolean assignedAnew = true;

    Taking(Applying applying, ParkingLot parking, Traffic traffic, Patience patience) {
        this.applying = applying;
        this.parking = parking;
        this.traffic = traffic;
        this.patience = patience;
    }

    /** Others may have parked meanwhile what now comes to us. */
    void assigned() {
        assignedAnew = true;
    }

    /** Before the facts of a batch: whatever is thrown is tried again. */
    void begin() {
        if (assignedAnew) {
            assignedAnew = false;
            try {
                lots.addAll(parking.lots(applying.group()));
            } catch (RuntimeException e) {
                assignedAnew = true;
                throw e;
            }
        }
        applying.consumer().polled();
    }

    /** Takes the records of one key: at once as far as nothing stands in the way, the others one by one. */
    void takeAll(List<ConsumerRecord<byte[], byte[]>> ofOneKey) throws InterruptedException {
        for (var next = 0; next < ofOneKey.size(); ) {
            var some = ofOneKey.subList(next, Math.min(ofOneKey.size(), next + TOGETHER));
            var together = together(some);
            for (var delivery : some.subList(together, some.size())) {
                take(delivery);
            }
            next += some.size();
        }
    }

    /** How many of these, from the first on, could be taken at once; whatever stops it is met again one by one. */
    private int together(List<ConsumerRecord<byte[], byte[]>> deliveries) {
        var facts = free(deliveries);
        if (facts.size() < 2) {
            return 0;
        }
        try {
            var outcomes = applying.applyAll(facts);
            var gap = outcomes.indexOf(Outcome.GAP);
            var taken = gap < 0 ? outcomes.size() : gap;
            deliveries.subList(0, taken).forEach(delivery -> traffic.handled(partition(delivery)));
            return taken;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // As for one: whose fault it is shows when they come one by one.
            log.debug(
                    "{} takes facts of {} one by one",
                    applying.group(),
                    facts.getFirst().key(),
                    e);
            return 0;
        }
    }

    /** The facts of these before the first that cannot be read or is of an aggregate with something parked. */
    private List<Fact> free(List<ConsumerRecord<byte[], byte[]>> deliveries) {
        var facts = new ArrayList<Fact>();
        for (var delivery : deliveries) {
            try {
                var fact = Envelope.read(delivery);
                if (lots.contains(ParkedRow.lot(applying.group(), fact.stream()))) {
                    return facts;
                }
                facts.add(fact);
            } catch (Envelope.Unreadable _) {
                return facts;
            }
        }
        return facts;
    }

    void take(ConsumerRecord<byte[], byte[]> delivery) throws InterruptedException {
        traffic.handled(partition(delivery));
        Fact fact;
        try {
            fact = Envelope.read(delivery);
        } catch (Envelope.Unreadable e) {
            fail(ParkedRow.of(applying.group(), delivery, null, State.PARKED, Trouble.words(e), 1));
            return;
        }
        if (!appended(delivery, fact)) {
            apply(delivery, fact);
        }
    }

    private boolean appended(ConsumerRecord<byte[], byte[]> delivery, Fact fact) {
        var lot = ParkedRow.lot(applying.group(), fact.stream());
        if (!lots.contains(lot)) {
            return false;
        }
        if (parking.append(applying.group(), delivery, fact)) {
            applying.count("appended");
            return true;
        }
        lots.remove(lot);
        return false;
    }

    private void apply(ConsumerRecord<byte[], byte[]> delivery, Fact fact) throws InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                switch (applying.apply(fact)) {
                    case APPLIED, DUPLICATE -> {}
                    case GAP -> hold(delivery, fact);
                }
                return;
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // Everything: one fact must not stop those behind it, whatever is wrong with it.
                if (settled(e, tries)) {
                    fail(ParkedRow.of(applying.group(), delivery, fact, State.PARKED, Trouble.words(e), tries));
                    return;
                }
            }
            patience.rest(tries);
        }
    }

    private boolean settled(Throwable failure, int tries) {
        return switch (Trouble.of(failure)) {
            case PASSING -> throw new Outage(failure);
            case HOPELESS -> true;
            case UNKNOWN -> {
                log.warn("{} failed at try {}: {}", applying.group(), tries, Trouble.words(failure));
                yield patience.isSpent(tries);
            }
        };
    }

    private void hold(ConsumerRecord<byte[], byte[]> delivery, Fact fact) {
        parking.park(ParkedRow.of(applying.group(), delivery, fact, State.HELD, "The fact before it is missing", 0));
        lots.add(ParkedRow.lot(applying.group(), fact.stream()));
        log.info("{} holds {}: the fact before it is missing", applying.group(), fact.id());
    }

    private void fail(ParkedRow row) {
        traffic.failed(partition(row.delivery()));
        parking.park(row);
        var lot = row.lot();
        if (lot != null) {
            lots.add(lot);
        }
        applying.count("parked");
        log.warn("{} parked: {}", row.id(), row.error());
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> delivery) {
        return new TopicPartition(delivery.topic(), delivery.partition());
    }
}
