package io.crmesh.customer.erasure;

import static java.util.stream.Collectors.toCollection;

import io.crmesh.customer.registry.CustomerDesk;
import io.crmesh.platform.seal.Erasures;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Sees each erasure to its end: takes the customer out of our history, then asks every service until it has confirmed. It
 * goes by rows in the database, so it goes on after a restart, and nobody's request waits for it.
 */
@Component
class Confirming implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Confirming.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 200;

    private final CustomerDesk desk;
    private final Receipts receipts;
    private final Erasures erasures;
    private final ConfirmationLookup lookup;
    private volatile boolean running;
    private String last = "";
    private Thread thread = new Thread();

    Confirming(CustomerDesk desk, Receipts receipts, Erasures erasures, ConfirmationLookup lookup) {
        this.desk = desk;
        this.receipts = receipts;
        this.erasures = erasures;
        this.lookup = lookup;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("erasures").start(this::work);
    }

    private void work() {
        try {
            for (var prepared = false; running; Thread.sleep(PAUSE)) {
                try {
                    if (!prepared) {
                        receipts.prepareIndexes();
                        prepared = true;
                    }
                    round();
                } catch (RuntimeException e) {
                    // What is open stays so, and is looked after the next time.
                    log.warn(
                            "Erasures cannot be looked after now: {}",
                            e.getClass().getName());
                }
            }
        } catch (InterruptedException _) {
            // We stop, and go on another time.
        }
    }

    /**
     * Looks after some of what is open, from where the last time ended, so that nobody waits for what cannot be done. A
     * service that does not answer is not asked again before the next time.
     */
    void round() {
        var answering = Receipts.SERVICES.stream()
                .filter(service -> !service.equals(Receipts.OWN))
                .collect(toCollection(TreeSet::new));
        var some = receipts.open(last, AT_ONCE);
        for (var customer : some) {
            try {
                lookAfter(customer, answering);
            } catch (RuntimeException e) {
                log.warn(
                        "The erasure of {} cannot be looked after now: {}",
                        customer,
                        e.getClass().getName());
            }
        }
        last = some.size() < AT_ONCE ? "" : some.getLast();
    }

    private void lookAfter(String customer, Set<String> answering) {
        confirmOurs(customer);
        var confirmed = receipts.of(customer).keySet();
        for (var service : Set.copyOf(answering)) {
            if (!confirmed.contains(service) && !isAnswered(customer, service)) {
                answering.remove(service);
            }
        }
        if (receipts.of(customer).keySet().containsAll(Receipts.SERVICES)) {
            receipts.close(customer);
            log.info("{} is erased in all services", customer);
        }
    }

    private void confirmOurs(String customer) {
        var erasedAt = erasures.erasedAt(customer);
        if (erasedAt.isPresent() && desk.forgetHistory(customer)) {
            receipts.confirm(customer, Receipts.OWN, erasedAt.get());
        }
    }

    private boolean isAnswered(String customer, String service) {
        try {
            lookup.erasedAt(service, customer).ifPresent(at -> receipts.confirm(customer, service, at));
            return true;
        } catch (RestClientException e) {
            log.debug("{} cannot be asked about erasures now", service, e);
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
