package io.crmesh.customer.erasure;

import static java.util.stream.Collectors.toCollection;

import io.crmesh.customer.registry.CustomerService;
import io.crmesh.platform.encryption.Erasures;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Background worker that completes each erasure: removes the customer from our history, then asks every service until it
 * has confirmed. Its state is in the database, so it goes on after a restart, and no request waits for it.
 */
@Component
class ErasureConfirmations implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ErasureConfirmations.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int AT_ONCE = 200;

    private final CustomerService service;
    private final Receipts receipts;
    private final Erasures erasures;
    private final ConfirmationLookup lookup;
    private volatile boolean running;
    private String last = "";
    private Thread thread = new Thread();

    ErasureConfirmations(CustomerService service, Receipts receipts, Erasures erasures, ConfirmationLookup lookup) {
        this.service = service;
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
                    // Open erasures stay open, and the next round tries again.
                    log.warn(
                            "Open erasures cannot be processed now: {}",
                            e.getClass().getName());
                }
            }
        } catch (InterruptedException _) {
            // The worker stops, and goes on after the next start.
        }
    }

    /**
     * Processes some open erasures, from where the last round ended, so that one that cannot be completed delays no
     * other. A service that does not answer is not asked again before the next round.
     */
    void round() {
        var answering = Receipts.SERVICES.stream()
                .filter(service -> !service.equals(Receipts.OWN))
                .collect(toCollection(TreeSet::new));
        var some = receipts.open(last, AT_ONCE);
        for (var customer : some) {
            try {
                process(customer, answering);
            } catch (RuntimeException e) {
                log.warn(
                        "The erasure of {} cannot be processed now: {}",
                        customer,
                        e.getClass().getName());
            }
        }
        last = some.size() < AT_ONCE ? "" : some.getLast();
    }

    private void process(String customer, Set<String> answering) {
        confirmOurs(customer);
        var confirmed = receipts.of(customer).keySet();
        for (var service : Set.copyOf(answering)) {
            if (!confirmed.contains(service) && !hasAnswered(customer, service)) {
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
        if (erasedAt.isPresent() && service.forgetHistory(customer)) {
            receipts.confirm(customer, Receipts.OWN, erasedAt.get());
        }
    }

    private boolean hasAnswered(String customer, String service) {
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
